// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Fields bound to the members of one thing of the deployment, found by its name at every edit.
#pragma once

#include "bridge/text.h"
#include "panels/form.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::ui {

/// `Item` is a service's settings, `list` where the deployment keeps them. An access is a pointer to a member, or a
/// function from an item to a reference to what it holds.
template <typename Item>
class Binder {
public:
    using Deployment = deployment::Deployment;
    using List = std::vector<Item> Deployment::*;

    Binder(Form& form, List list, std::string name)
        : m_form(form)
        , m_list(list)
        , m_name(std::move(name)) {}

    template <typename Access>
    void text(const QString& label, Access access, const QString& tip = {}) const {
        m_form.textField(label, get<QString>(access, [](const std::string& value) { return ui::text(value); }),
                         set<QString>(access, [](std::string& value, const QString& put) { value = utf8(put); }), tip);
    }
    template <typename Access>
    void number(const QString& label, Form::Range range, Access access, const QString& tip = {}) const {
        m_form.numberField(
            label, std::move(range), get<int>(access, [](auto value) { return static_cast<int>(value); }),
            set<int>(access,
                     [](auto& value, int put) { value = static_cast<std::remove_reference_t<decltype(value)>>(put); }),
            tip);
    }
    template <typename Access>
    void duration(const QString& label, Access access, const QString& tip = {}) const {
        m_form.durationField(label, get<Duration>(access, [](Duration value) { return value; }),
                             set<Duration>(access, [](Duration& value, Duration put) { value = put; }), tip);
    }
    template <typename Access>
    void toggle(const QString& label, Access access, const QString& tip = {}) const {
        m_form.toggleField(label, get<bool>(access, [](bool value) { return value; }),
                           set<bool>(access, [](bool& value, bool put) { value = put; }), tip);
    }
    template <typename Enum, typename Access>
    void choice(const QString& label, std::vector<std::pair<Enum, QString>> entries, Access access,
                const QString& tip = {}) const {
        QStringList titles;
        for (const auto& [value, title] : entries) titles << title;
        m_form.choiceField(
            label, [titles](const Deployment&) { return titles; },
            get<QString>(access,
                         [entries](Enum value) {
                             for (const auto& [each, title] : entries) {
                                 if (each == value) return title;
                             }
                             return QString();
                         }),
            set<QString>(access,
                         [entries](Enum& value, const QString& put) {
                             for (const auto& [each, title] : entries) {
                                 if (title == put) value = each;
                             }
                         }),
            tip);
    }
    /// A name of some other service; `none`, where it is not empty, stands for no name.
    template <typename Access>
    void reference(const QString& label, std::function<QStringList(const Deployment&)> names, Access access,
                   const QString& none = {}, const QString& tip = {}) const {
        m_form.choiceField(
            label,
            [names, none](const Deployment& deployment) {
                return none.isEmpty() ? names(deployment) : QStringList{none} + names(deployment);
            },
            get<QString>(access, [none](const std::string& value) { return value.empty() ? none : ui::text(value); }),
            set<QString>(access, [none](std::string& value,
                                        const QString& put) { value = put == none ? std::string() : utf8(put); }),
            tip);
    }

    /// The thing as it is in a deployment; null where it is gone.
    const Item* find(const Deployment& deployment) const {
        for (const Item& item : deployment.*m_list) {
            if (item.name == m_name) return &item;
        }
        return nullptr;
    }

private:
    template <typename Shown, typename Access, typename Convert>
    auto get(Access access, Convert convert) const {
        return [binder = *this, access, convert](const Deployment& deployment) -> std::optional<Shown> {
            const Item* item = binder.find(deployment);
            return item ? std::optional<Shown>(convert(std::invoke(access, *item))) : std::nullopt;
        };
    }
    template <typename Shown, typename Access, typename Put>
    auto set(Access access, Put put) const {
        return [binder = *this, access, put](Deployment& deployment, const Shown& value) {
            for (Item& item : deployment.*(binder.m_list)) {
                if (item.name == binder.m_name) return put(std::invoke(access, item), value);
            }
        };
    }

    Form& m_form;
    List m_list;
    std::string m_name;
};

/// The names of all things of a list.
template <typename Item>
std::function<QStringList(const deployment::Deployment&)> namesOf(std::vector<Item> deployment::Deployment::*list) {
    return [list](const deployment::Deployment& deployment) {
        QStringList names;
        for (const Item& item : deployment.*list) names << text(item.name);
        return names;
    };
}

} // namespace twinflow::ui
