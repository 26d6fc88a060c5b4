// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/sas_token.h"

#include "ingress/base64.h"
#include "ingress/hmac.h"
#include "ingress/names.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace twinflow::ingress {

namespace {

constexpr std::string_view kScheme = "SharedAccessSignature ";

std::string encoded(std::string_view text) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
    return out;
}

std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        unsigned value = 0;
        const std::string_view digits = text.substr(i + 1, 2);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (digits.size() < 2 || read.ec != std::errc() || read.ptr != digits.data() + 2) return std::nullopt;
        out += static_cast<char>(value);
        i += 2;
    }
    return out;
}

std::string signatureOf(std::string_view encodedResource, std::int64_t expiry, std::string_view key) {
    const std::string text = std::string(encodedResource) + "\n" + std::to_string(expiry);
    return base64(hmacSha256(key, text));
}

Error malformed(std::string_view why) {
    return fault("ingress-token-malformed", "The shared access signature {0}.", why)
        .withHint(say("It reads: SharedAccessSignature sr=<resource>&sig=<signature>&se=<expiry>."));
}

std::string lowerHost(std::string_view resource) {
    std::string text(resource);
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(text.find('/'), text.size()));
    std::transform(text.begin(), end, text.begin(), lowerLetter);
    return text;
}

bool opens(std::string_view granted, std::string_view wanted) {
    const std::string above = lowerHost(granted);
    const std::string below = lowerHost(wanted);
    return !above.empty() && below.starts_with(above) && (below.size() == above.size() || below[above.size()] == '/');
}

/// Looks at every byte, wherever the first difference is.
bool sameBytes(std::string_view a, std::string_view b) {
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    }
    return difference == 0;
}

} // namespace

std::string makeSasToken(std::string_view resource, std::string_view key, Instant expiry, std::string_view policy) {
    const std::string target = encoded(resource);
    const std::int64_t seconds = std::chrono::floor<std::chrono::seconds>(expiry).time_since_epoch().count();
    std::string token(kScheme);
    token += "sr=" + target + "&sig=" + encoded(signatureOf(target, seconds, fromBase64(key).value_or(""))) +
             "&se=" + std::to_string(seconds);
    if (!policy.empty()) token += "&skn=" + encoded(policy);
    return token;
}

Result<SasToken> parseSasToken(std::string_view text) {
    if (!text.starts_with(kScheme)) return refuse(malformed("does not begin with 'SharedAccessSignature '"));
    SasToken token;
    bool hasExpiry = false;
    for (std::string_view rest = text.substr(kScheme.size()); !rest.empty();) {
        const std::string_view field = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(field.size() + 1, rest.size()));
        const std::size_t equals = field.find('=');
        if (equals == std::string_view::npos) return refuse(malformed("has a part without '='"));
        const std::string_view name = field.substr(0, equals);
        const std::string_view value = field.substr(equals + 1);
        const auto plain = decoded(value);
        if (!plain) return refuse(malformed("has a '%' that is not followed by two hexadecimal digits"));
        if (name == "sr") {
            token.encodedResource = value;
            token.resource = *plain;
        } else if (name == "sig") {
            token.signature = *plain;
        } else if (name == "skn") {
            token.policy = *plain;
        } else if (name == "se") {
            const auto read = std::from_chars(plain->data(), plain->data() + plain->size(), token.expiry);
            hasExpiry = read.ec == std::errc() && read.ptr == plain->data() + plain->size();
            if (!hasExpiry) return refuse(malformed("has an expiry that is no number of seconds"));
        }
    }
    if (token.resource.empty() || token.signature.empty() || !hasExpiry)
        return refuse(malformed("lacks sr, sig or se"));
    return token;
}

Result<void> verifySasToken(std::string_view text, std::string_view resource, std::string_view primaryKey,
                            std::string_view secondaryKey, Instant now) {
    const auto token = parseSasToken(text);
    if (!token) return refuse(token.error());
    if (!opens(token->resource, resource)) {
        return refuse(fault("ingress-token-resource", "The shared access signature is for '{0}', not for '{1}'.",
                            token->resource, resource)
                          .withHint(say("Sign the host and device that are connected to.")));
    }
    if (std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count() >= token->expiry) {
        return refuse(fault("ingress-token-expired", "The shared access signature for '{0}' ended at second {1}.",
                            resource, token->expiry)
                          .withHint(say("Sign a new one with a later expiry.")));
    }
    for (const std::string_view key : {primaryKey, secondaryKey}) {
        const auto bytes = fromBase64(key);
        if (!bytes || bytes->empty()) continue;
        if (sameBytes(signatureOf(token->encodedResource, token->expiry, *bytes), token->signature)) return {};
    }
    return refuse(
        fault("ingress-token-signature", "The shared access signature for '{0}' was made with another key.", resource)
            .withHint(say("Use the device's primary or secondary key, decoded from base64.")));
}

} // namespace twinflow::ingress
