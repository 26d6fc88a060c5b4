// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The identity registry, base64, and shared access signatures against values made by other programs.
#include "ingress/base64.h"
#include "ingress/hmac.h"
#include "ingress/registry.h"
#include "ingress/sas_token.h"
#include "support.h"

#include <set>

using namespace twinflow;
using namespace twinflow::ingress;
using namespace std::chrono_literals;

namespace {

template <typename T>
std::string codeOf(const Result<T>& result) {
    return result ? std::string() : result.error().code;
}

std::string hex(std::string_view bytes) {
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size())).toHex().toStdString();
}

} // namespace

class RegistryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void base64IsThatOfTheStandard() {
        // RFC 4648, section 10
        const std::pair<std::string, std::string> cases[] = {{"", ""},
                                                             {"f", "Zg=="},
                                                             {"fo", "Zm8="},
                                                             {"foo", "Zm9v"},
                                                             {"foob", "Zm9vYg=="},
                                                             {"fooba", "Zm9vYmE="},
                                                             {"foobar", "Zm9vYmFy"},
                                                             {std::string("\xff\xfe\0", 3), "//4A"}};
        for (const auto& [bytes, text] : cases) {
            TF_COMPARE(base64(bytes), text);
            QVERIFY(fromBase64(text) == bytes);
        }
        for (const char* wrong : {"Zg", "Zg=", "Zg==Zg==", "Zh==", "Zm9=", "Z===", "====", "Zm9v\n", "Zm-_"}) {
            QVERIFY2(!fromBase64(wrong), wrong);
        }
    }

    void hmacIsThatOfTheStandard() {
        // RFC 4231, test cases 2 and 6 (a key longer than a block)
        TF_COMPARE(hex(hmacSha256("Jefe", "what do ya want for nothing?")),
                   "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        TF_COMPARE(hex(hmacSha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
                   "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }

    void idsAreThoseOfTheService() {
        for (const char* id : {"a", "Thermostat-67", "x:y.z+%_#*?!(),=@;$'", "0"}) QVERIFY2(isDeviceId(id), id);
        for (const char* id : {"", "a b", "a/b", "a>b", "a\"b", "a&b", "a\\b", "a\n", "Gr\xc3\xbc\xc3\x9f"})
            QVERIFY2(!isDeviceId(id), id);
        QVERIFY(isDeviceId(std::string(128, 'a')));
        QVERIFY(!isDeviceId(std::string(129, 'a')));
    }

    void addsOnceAndRemembersGenerations() {
        Registry registry("plant", 7);
        TF_OK(registry.add({"b", DeviceStatus::disabled, "not paid"}));
        TF_OK(registry.add({"a"}));
        TF_OK(registry.add({"A"}));
        TF_COMPARE(codeOf(registry.add({"a"})), "ingress-device-exists");
        TF_COMPARE(codeOf(registry.add({"a b"})), "ingress-device-id");
        TF_COMPARE(codeOf(registry.add({"c", DeviceStatus::enabled, std::string(129, 'x')})), "ingress-status-reason");
        std::string umlauts;
        for (int i = 0; i < 128; ++i) umlauts += "\xc3\xbc";
        TF_OK(registry.add({"c", DeviceStatus::enabled, umlauts}));
        QCOMPARE(registry.size(), 4U);
        QCOMPARE(registry.disabled(), 1U);
        TF_COMPARE(registry.find("b")->statusReason, "not paid");

        const std::uint64_t first = registry.find("b")->generation;
        QCOMPARE(std::to_string(first).size(), 18U);
        QVERIFY(first != registry.find("a")->generation);
        TF_OK(registry.remove("b"));
        QCOMPARE(registry.disabled(), 0U);
        QVERIFY(!registry.find("b"));
        TF_COMPARE(codeOf(registry.remove("b")), "ingress-device-unknown");
        TF_OK(registry.add({"b"}));
        QVERIFY(registry.find("b")->generation != first);
    }

    void statusChangesHaveATime() {
        Registry registry("plant", 7);
        TF_OK(registry.add({"a"}));
        QVERIFY(!registry.find("a")->statusUpdated);
        TF_OK(registry.setStatus("a", DeviceStatus::enabled, "checked", Instant(5s)));
        QVERIFY(!registry.find("a")->statusUpdated);
        TF_OK(registry.setStatus("a", DeviceStatus::disabled, "lost", Instant(6s)));
        QVERIFY(registry.find("a")->statusUpdated == Instant(6s));
        QCOMPARE(registry.disabled(), 1U);
        TF_OK(registry.setStatus("a", DeviceStatus::disabled, "really lost", Instant(7s)));
        QCOMPARE(registry.disabled(), 1U);
        QVERIFY(registry.find("a")->statusUpdated == Instant(6s));
        TF_COMPARE(codeOf(registry.setStatus("b", DeviceStatus::disabled, "", Instant(7s))), "ingress-device-unknown");
    }

    void keysAreStableAndDistinct() {
        const DeviceKeys keys = Registry("plant", 7).keys("a");
        QVERIFY(keys == Registry("plant", 7).keys("a"));
        QCOMPARE(fromBase64(keys.primary).value().size(), 32U);
        std::set<std::string> all{keys.primary, keys.secondary};
        for (const DeviceKeys& other :
             {Registry("plant", 7).keys("b"), Registry("plant", 8).keys("a"), Registry("works", 7).keys("a")}) {
            all.insert(other.primary);
            all.insert(other.secondary);
        }
        QCOMPARE(all.size(), 8U);
    }

    void aHubHasAMillionDevices() {
        Registry registry("plant", 7);
        for (std::size_t i = 0; i < kMaxDevices; ++i) {
            if (!registry.add({std::to_string(i)})) qFatal("refused");
        }
        TF_COMPARE(codeOf(registry.add({"a"})), "ingress-devices-too-many");
        TF_OK(registry.remove("0"));
        TF_OK(registry.add({"a"}));
    }

    void tokensAreThoseOfTheSdk() {
        // Made with Python's hmac, base64 and urllib from key base64("secret-key-of-device").
        const std::string key = "c2VjcmV0LWtleS1vZi1kZXZpY2U=";
        const std::string token = makeSasToken("plant.azure-devices.net/devices/therm #1", key, Instant(1700000000s));
        TF_COMPARE(token, "SharedAccessSignature sr=plant.azure-devices.net%2Fdevices%2Ftherm%20%231"
                          "&sig=W0sFqZmjdWzhm6lIfRLPcHLgWrwCDltNYOkn4yImc1o%3D&se=1700000000");
        const auto parsed = parseSasToken(token);
        TF_OK(parsed);
        TF_COMPARE(parsed->resource, "plant.azure-devices.net/devices/therm #1");
        QCOMPARE(parsed->expiry, 1700000000);
        QVERIFY(parsed->policy.empty());
        TF_COMPARE(
            makeSasToken("plant.azure-devices.net", key, Instant(1700000000s), "service"),
            "SharedAccessSignature "
            "sr=plant.azure-devices.net&sig=nM74WLVeCVZUzJtfPVELQE3iTLa1iYUHPrR63Ilb8dQ%3D&se=1700000000&skn=service");
    }

    void tokensAreReadInAnyOrder() {
        const auto parsed = parseSasToken("SharedAccessSignature se=12&skn=own%26er&sig=YQ%3d%3D&sr=h%2fdevices%2fa");
        TF_OK(parsed);
        TF_COMPARE(parsed->resource, "h/devices/a");
        TF_COMPARE(parsed->encodedResource, "h%2fdevices%2fa");
        TF_COMPARE(parsed->signature, "YQ==");
        TF_COMPARE(parsed->policy, "own&er");
        for (const char* wrong : {"", "SharedAccessSignature", "SharedAccessSignature ", "sr=a&sig=b&se=1",
                                  "SharedAccessSignature sr=a&sig=b", "SharedAccessSignature sr=a&se=1",
                                  "SharedAccessSignature sig=b&se=1", "SharedAccessSignature sr=a&sig=b&se=x",
                                  "SharedAccessSignature sr=a&sig=b&se=", "SharedAccessSignature sr=%2&sig=b&se=1",
                                  "SharedAccessSignature sr=%zz&sig=b&se=1", "SharedAccessSignature sr=a&sig&se=1",
                                  "SharedAccessSignature sr=a&sig=b&se=99999999999999999999"}) {
            TF_COMPARE(codeOf(parseSasToken(wrong)), "ingress-token-malformed");
        }
    }

    void tokensOpenWhatTheySay() {
        const std::string key = base64("k1");
        const std::string other = base64("k2");
        const Instant now = Instant(1000s);
        const auto code = [&](const std::string& token, const std::string& resource) {
            return codeOf(verifySasToken(token, resource, other, key, now));
        };
        const auto made = [&](const std::string& resource, Instant expiry) {
            return makeSasToken(resource, key, expiry);
        };
        const std::string device = "plant.azure-devices.net/devices/a";
        TF_COMPARE(code(made(device, now + 1s), device), "");
        TF_COMPARE(code(made(device, now), device), "ingress-token-expired");
        TF_COMPARE(code(made("PLANT.azure-devices.net/devices/a", now + 1s), device), "");
        TF_COMPARE(code(made("plant.azure-devices.net/devices/A", now + 1s), device), "ingress-token-resource");
        TF_COMPARE(code(made("plant.azure-devices.net", now + 1s), device), "");
        TF_COMPARE(code(made("plant.azure-devices.net/devices", now + 1s), device), "");
        TF_COMPARE(code(made("plant.azure-devices.net/dev", now + 1s), device), "ingress-token-resource");
        TF_COMPARE(code(made(device + "/more", now + 1s), device), "ingress-token-resource");
        TF_COMPARE(codeOf(verifySasToken(made(device, now + 1s), device, other, "not base64!", now)),
                   "ingress-token-signature");
        TF_COMPARE(codeOf(verifySasToken(makeSasToken(device, "", now + 1s), device, "", "", now)),
                   "ingress-token-signature");
        std::string longer = made(device, now + 1s);
        longer.replace(longer.find("&se=1001"), 8, "&se=1002");
        TF_COMPARE(code(longer, device), "ingress-token-signature");
        // What is signed is the text as it was written, so another spelling of the same resource is as good.
        const std::string lower = "plant.azure-devices.net%2fdevices%2fa";
        std::string sig = base64(hmacSha256("k1", lower + "\n1001"));
        for (std::size_t at = 0; (at = sig.find('+', at)) != std::string::npos;) sig.replace(at, 1, "%2B");
        TF_COMPARE(code("SharedAccessSignature sr=" + lower + "&sig=" + sig + "&se=1001", device), "");
    }
};

QTEST_APPLESS_MAIN(RegistryTest)
#include "tst_registry.moc"
