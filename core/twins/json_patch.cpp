// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/json_patch.h"

#include "base/json_text.h"
#include "twins/refusals.h"

namespace twinflow::twins {

namespace {

/// Operations are counted from 0, as JSON pointers do.
Error wrong(std::size_t number, std::string_view pattern, std::string_view name = {}) {
    return fault("JsonPatchInvalid", pattern, name).at({{}, 0, 0, "/" + std::to_string(number)});
}

Result<PatchOperation> parseOperation(const JsonNode& node, std::size_t number, const Interner& texts) {
    if (!node.isObject()) {
        return refuse(
            wrong(number, "Each operation of a patch must be an object.")
                .withHint(say("Write it like {\"op\": \"add\", \"path\": \"/temperature\", \"value\": 21.5}.")));
    }
    if (const JsonNode::Member* twice = node.repeated()) {
        return refuse(
            wrong(number, "An operation of the patch has '{0}' twice.", twice->name).withHint(say("Remove one.")));
    }
    const JsonNode* op = node.find("op");
    const JsonNode* path = node.find("path");
    const JsonNode* value = node.find("value");
    if (!op || !op->isString()) {
        return refuse(wrong(number, "An operation of the patch has no 'op'.")
                          .withHint(say("Give it 'add', 'replace' or 'remove'.")));
    }
    PatchOperation operation;
    if (op->text == "add") {
        operation.op = PatchOp::add;
    } else if (op->text == "replace") {
        operation.op = PatchOp::replace;
    } else if (op->text == "remove") {
        operation.op = PatchOp::remove;
    } else {
        return refuse(wrong(number, "The twin service does not support the operation '{0}'.", op->text)
                          .withHint(say("Use 'add', 'replace' or 'remove'.")));
    }
    if (!path || !path->isString() || path->text.empty() || path->text.front() != '/') {
        return refuse(wrong(number, "An operation '{0}' of the patch has no path that starts with '/'.", op->text)
                          .withHint(say("Write the path as a JSON pointer, for example /temperature.")));
    }
    operation.path = {path->text, texts};
    if (operation.op == PatchOp::remove) return operation;
    if (!value) {
        return refuse(wrong(number, "The operation on '{0}' has no value.", path->text)
                          .withHint(say("Give it a 'value', or use 'remove'.")));
    }
    operation.value = value->value();
    return operation;
}

} // namespace

std::string_view patchOpName(PatchOp op) {
    switch (op) {
    case PatchOp::add:
        return "add";
    case PatchOp::replace:
        return "replace";
    case PatchOp::remove:
        return "remove";
    }
    return {};
}

Result<Patch> parsePatch(const JsonNode& array, const Interner& texts) {
    if (!array.isArray()) {
        return refuse(fault("JsonPatchInvalid", "A patch must be an array of operations.")
                          .withHint(say("Put the operation into square brackets.")));
    }
    Patch patch;
    patch.reserve(array.items.size());
    for (const JsonNode& item : array.items) {
        Result<PatchOperation> operation = parseOperation(item, patch.size(), texts);
        if (!operation) return refuse(std::move(operation.error()));
        patch.push_back(std::move(*operation));
    }
    return patch;
}

void appendPatch(std::string& out, const Patch& patch, const Interner& texts) {
    out += '[';
    for (const PatchOperation& operation : patch) {
        if (&operation != &patch.front()) out += ',';
        out += '{';
        if (operation.op != PatchOp::remove) {
            out += "\"value\":";
            operation.value.appendJson(out);
            out += ',';
        }
        out += "\"path\":";
        appendJsonString(out, operation.path.text(texts));
        out += ",\"op\":\"";
        out += patchOpName(operation.op);
        out += "\"}";
    }
    out += ']';
}

} // namespace twinflow::twins
