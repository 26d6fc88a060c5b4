// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/recovery_journal.h"

#include "base/file.h"
#include "base/json_document.h"
#include "base/json_text.h"
#include "bridge/text.h"
#include "deployment/project.h"

#include <QUuid>

#include <algorithm>
#include <chrono>

namespace twinflow::ui {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kDelay{500}; // with the writing itself less than the second that may be lost
constexpr const char* kState = "state.json";
constexpr const char* kLock = "lock";

std::string stateText(const char* place, const fs::path& project, const std::string& title, const DiskStamps& basis) {
    std::string text = "{\n  \"whole\": ";
    appendJsonString(text, place);
    text += ",\n  \"project\": ";
    appendJsonString(text, project.string());
    text += ",\n  \"title\": ";
    appendJsonString(text, title);
    text += ",\n  \"basis\": {";
    const char* separator = "\n";
    for (const auto& [path, stamp] : basis) {
        text += separator;
        text += "    ";
        appendJsonString(text, path);
        text += ": [" + std::to_string(stamp.size) + ", \"" + stamp.digest + "\"]";
        separator = ",\n";
    }
    return text + "\n  }\n}\n";
}

struct State {
    std::string whole;
    std::string project;
    std::string title;
    std::optional<DiskStamps> basis;
};

std::optional<DiskStamps> readBasis(const JsonNode* node) {
    if (!node || !node->isObject()) return {};
    DiskStamps basis;
    for (const JsonNode::Member& member : node->members) {
        const auto& items = member.value.items;
        std::int64_t size = 0;
        if (items.size() != 2 || !items[0].asInteger(size) || size < 0 || !items[1].isString()) return {};
        basis[member.name] = {static_cast<std::uint64_t>(size), items[1].text};
    }
    return basis;
}

std::optional<State> readState(const fs::path& entry) {
    auto text = readFile(entry / kState);
    if (!text) return {};
    const auto document = JsonDocument::parse(std::move(*text), kState);
    if (!document) return {};
    const auto member = [&](std::string_view name) {
        const JsonNode* node = document->root().find(name);
        return node && node->isString() ? node->text : std::string();
    };
    return State{member("whole"), member("project"), member("title"), readBasis(document->root().find("basis"))};
}

Result<void> writePlace(const Design& design, const std::shared_ptr<const JsonDocument>& source,
                        const fs::path& place) {
    std::error_code ignored;
    fs::remove_all(place, ignored); // of the time before last; what is whole is the other one
    deployment::Deployment written = *design.deployment;
    if (source) written.source = source; // as a save would write it
    if (auto saved = deployment::save(written, place); !saved) return saved;
    return saveLayout(*design.layout, place);
}

} // namespace

RecoveryJournal::RecoveryJournal(DeploymentController& controller, fs::path root, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
    , m_root(std::move(root)) {
    m_delay.setSingleShot(true);
    m_delay.setInterval(kDelay);
    connect(&m_delay, &QTimer::timeout, this, &RecoveryJournal::write);
    connect(&controller, &DeploymentController::deploymentChanged, this, &RecoveryJournal::note);
    connect(&controller, &DeploymentController::layoutChanged, this, &RecoveryJournal::note);
    connect(&controller, &DeploymentController::modifiedChanged, this, &RecoveryJournal::note);
    connect(&controller, &DeploymentController::opened, this, &RecoveryJournal::noteOpened);
    connect(&controller, &DeploymentController::openFailed, this, [this] { m_recovering.reset(); });
    connect(&controller, &DeploymentController::closed, this, &RecoveryJournal::note);
}

RecoveryJournal::~RecoveryJournal() {
    drop();
    // The windows are gone by now, and what is saved is not to be recovered the next time.
    m_writing.wait();
    m_removing.wait();
    m_removals->carryOut();
}

void RecoveryJournal::Entry::remove() {
    const std::lock_guard hold(mutex);
    isGone = true;
    std::error_code ignored;
    fs::remove(folder / kState, ignored); // first: from now on nothing of it is whole
    lock.reset();
    fs::remove_all(folder, ignored);
}

void RecoveryJournal::Removals::add(std::shared_ptr<Entry> entry) {
    const std::lock_guard hold(mutex);
    entries.push_back(std::move(entry));
}

void RecoveryJournal::Removals::carryOut() {
    std::vector<std::shared_ptr<Entry>> all;
    {
        const std::lock_guard hold(mutex);
        all.swap(entries);
    }
    for (const auto& entry : all) entry->remove();
}

void RecoveryJournal::remove(std::shared_ptr<Entry> entry) {
    m_removals->add(std::move(entry));
    m_removing.start(
        [removals = m_removals](const std::stop_token&) {
            removals->carryOut();
            return true;
        },
        [](bool) {});
}

void RecoveryJournal::noteOpened() {
    drop(); // of the design that was left
    if (const auto entry = std::exchange(m_recovering, {});
        entry && m_controller.recoveredFrom().parent_path() == entry->entry)
        m_recovered = entry;
    note();
}

void RecoveryJournal::dropRecovered() {
    if (const auto left = std::exchange(m_recovered, {})) {
        auto entry = std::make_shared<Entry>();
        entry->folder = left->entry;
        remove(std::move(entry));
    }
}

void RecoveryJournal::note() {
    if (!m_controller.isModified()) return drop();
    // Not begun anew with each edit: whoever types without a rest is written down as well.
    if (!m_delay.isActive()) m_delay.start();
}

void RecoveryJournal::write() {
    if (m_writing.isBusy()) return m_delay.start();
    if (!m_entry) {
        m_entry = std::make_shared<Entry>();
        m_entry->folder = m_root / utf8(QUuid::createUuid().toString(QUuid::WithoutBraces));
        std::error_code ignored;
        fs::create_directories(m_entry->folder, ignored);
        m_entry->lock = std::make_unique<QLockFile>(text((m_entry->folder / kLock).string()));
        m_entry->lock->setStaleLockTime(0); // it is ours as long as we live
        m_entry->lock->tryLock(0);
    }
    const char* place = m_second ? "b" : "a";
    m_writing.start(
        [design = m_controller.design(), entry = m_entry, place, project = m_controller.folder(),
         basis = m_controller.basis()](const std::stop_token&) -> Result<void> {
            const std::lock_guard hold(entry->mutex);
            if (entry->isGone) return {};
            if (auto written = writePlace(design, basis.source, entry->folder / place); !written) return written;
            return writeFile(entry->folder / kState, stateText(place, project, design.deployment->name, basis.stamps));
        },
        [this](const Result<void>& ended) {
            if (!ended) {
                Q_EMIT notWritten(text(ended.error().what) + u' ' + text(ended.error().hint));
                return;
            }
            m_second = !m_second; // only now is this place the whole one
            dropRecovered();
            Q_EMIT written();
        });
}

void RecoveryJournal::drop() {
    m_delay.stop();
    m_writing.cancel();
    dropRecovered();
    if (m_entry) remove(std::exchange(m_entry, nullptr));
}

std::vector<LeftBehind> RecoveryJournal::leftBehind(const fs::path& root) {
    std::vector<std::pair<fs::file_time_type, LeftBehind>> found;
    std::error_code failure;
    for (auto entry = fs::directory_iterator(root, failure); !failure && entry != fs::directory_iterator();
         entry.increment(failure)) {
        QLockFile lock(text((entry->path() / kLock).string()));
        lock.setStaleLockTime(0);
        if (!entry->is_directory() || !lock.tryLock(0)) continue; // its program lives
        std::error_code ignored;
        if (const auto state = readState(entry->path());
            state && fs::exists(entry->path() / state->whole / "deployment.json", ignored))
            found.emplace_back(fs::last_write_time(entry->path() / kState, ignored),
                               LeftBehind{entry->path(), state->project, state->title, state->basis});
        else
            fs::remove_all(entry->path(), ignored); // nothing of it was whole yet
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<LeftBehind> entries;
    for (auto& [when, entry] : found) entries.push_back(std::move(entry));
    return entries;
}

void RecoveryJournal::discard(const LeftBehind& entry) {
    std::error_code ignored;
    fs::remove_all(entry.entry, ignored);
}

void RecoveryJournal::recover(const LeftBehind& entry) {
    const auto state = readState(entry.entry);
    if (!state) return;
    m_recovering = entry;
    m_controller.openRecovered(entry.entry / state->whole, entry.project, entry.basis);
}

} // namespace twinflow::ui
