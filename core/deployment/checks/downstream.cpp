// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Downstream services: something to take, and settings that their services would accept.
#include "deployment/checks/rules.h"

#include "deployment/name_forms.h"
#include "downstream/archive_name.h"

#include <algorithm>

namespace twinflow::deployment {

namespace {

using downstream::DownstreamKind;
using downstream::DownstreamSettings;

bool isContainerName(std::string_view name) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return name.size() >= 3 && name.size() <= 63 && plain(name.front()) && plain(name.back()) &&
           name.find("--") == std::string_view::npos &&
           std::all_of(name.begin(), name.end(), [&](char c) { return plain(c) || c == '-'; });
}

std::string containerNameFrom(std::string_view name) {
    const std::string text = hyphenated(hyphenated(name).substr(0, 63)); // no hyphen at the cut
    return isContainerName(text) ? text : "container-" + (text.empty() ? std::string("1") : text.substr(0, 50));
}

void checkContainer(Checker& checker, const DownstreamSettings& service) {
    const std::string& container = service.container.empty() ? service.name : service.container;
    if (service.kind != DownstreamKind::storage || isContainerName(container) || container.empty()) return;
    const std::string better = containerNameFrom(container);
    checker.report(
        fault("deployment-container-name", "The storage '{0}' cannot have a container '{1}'.", service.name, container)
            .withHint(say("A container's name has 3 to 63 small letters, digits and single hyphens."))
            .as(Severity::warning),
        checker.places().of("downstream", service.name, "container"), say("Name the container '{0}'", better),
        [name = service.name, better](const Deployment& old) {
            Deployment mended = old;
            for (DownstreamSettings& each : mended.downstream) {
                if (each.name == name) each.container = better;
            }
            return mended;
        });
}

void checkCapture(Checker& checker, const DownstreamSettings& service) {
    if (service.kind != DownstreamKind::storage) return;
    const Result<void> sound = downstream::checkArchiveNameFormat(service.capture.archiveNameFormat);
    if (sound) return;
    checker.report(fault("deployment-archive-name", "The storage '{0}' cannot name captured files: {1}", service.name,
                         sound.error().what.str())
                       .withHint(sound.error().hint),
                   checker.places().of("downstream", service.name, "capture"), say("Take the service's own format"),
                   [name = service.name](const Deployment& old) {
                       Deployment mended = old;
                       for (DownstreamSettings& each : mended.downstream) {
                           if (each.name == name)
                               each.capture.archiveNameFormat = downstream::CaptureSettings().archiveNameFormat;
                       }
                       return mended;
                   });
}

void checkUrl(Checker& checker, const DownstreamSettings& service) {
    if (service.kind != DownstreamKind::webhook) return;
    if (service.url.starts_with("https://") || service.url.starts_with("http://")) return;
    checker.report(
        fault("deployment-webhook-url", "The webhook '{0}' does not say where it would post to.", service.name)
            .withHint(say("Give it a 'url' that begins with https://. A simulated webhook only records."))
            .as(Severity::warning),
        checker.places().of("downstream", service.name, "url"));
}

} // namespace

void checkDownstream(Checker& checker) {
    const Deployment& deployment = checker.deployment();
    for (const DownstreamSettings& service : deployment.downstream) {
        checkContainer(checker, service);
        checkCapture(checker, service);
        checkUrl(checker, service);
        const bool keepsDeadLetters =
            std::any_of(deployment.endpoints.begin(), deployment.endpoints.end(),
                        [&](const auto& endpoint) { return endpoint.deadLetter == service.name; });
        if (keepsDeadLetters || isHubEndpoint(deployment, service.name) || !checker.to(service.name).empty()) continue;
        checker.report(fault("deployment-downstream-unfed", "Nothing gives to '{0}'.", service.name)
                           .withHint(say("Couple an endpoint or a function to it, or remove it."))
                           .as(Severity::warning),
                       checker.places().of("downstream", service.name));
    }
}

} // namespace twinflow::deployment
