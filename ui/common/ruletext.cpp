// SPDX-License-Identifier: Apache-2.0
#include "ui/common/ruletext.h"

#include <QLatin1String>

#include <algorithm>
#include <array>

namespace tegata {

namespace {

struct RuleEntry
{
    const char *rule;
    const char *words; // to be translated
    const char *source;
};

constexpr std::array RuleEntries = {
    RuleEntry{"V2",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "A validation of a domain may be used again for 200 days, of an organisation for 398 "
                                "days. For domains it is 100 days from 2027-03-15 and 10 days from 2029-03-15."),
              "CA/Browser Forum, TLS Baseline Requirements v2.2.6, 4.2.1"},
    RuleEntry{"V3",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "Before a certificate is issued, control of each name is proved by an accepted method, "
                                "and its CAA records must allow the certification authority. A failed look-up never "
                                "permits the issue."),
              "CA/Browser Forum, TLS Baseline Requirements v2.2.6, 3.2.2.4, 3.2.2.8; RFC 8659"},
    RuleEntry{"V4",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "The subject names the organisation (O), the country (C) and the locality or the state "
                                "(L, S). A common name repeats one of the names (SAN) character for character; OU must "
                                "not be present. Each value has an upper bound in characters."),
              "CA/Browser Forum, TLS Baseline Requirements v2.2.6, 7.1.2.7.4, 7.1.4.2; RFC 5280, Appendix A"},
    RuleEntry{"V5",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "An EV certificate names the kind of business, the registration number and the "
                                "jurisdiction. It has no wildcards, and no single person both validates and authorises "
                                "it."),
              "CA/Browser Forum, EV Guidelines v2.0.2, 3.2.2.13, 5.2.4"},
    RuleEntry{"V6",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "Keys are RSA of 2048 bits or more, or EC P-256, P-384 or P-521. Known weak and "
                                "compromised keys are refused. The signature of the CSR uses SHA-256 or better and "
                                "verifies. A key belongs to one organisation, and a renewal should bring a new one."),
              "CA/Browser Forum, TLS Baseline Requirements v2.2.6, 6.1.1.3, 6.1.5, 6.1.6"},
    RuleEntry{"V7",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "Names (SAN) are host names of letters, digits and hyphens, without a dot at the end "
                                "and not internal. A wildcard is the whole leftmost label, never for EV and never "
                                "directly below a public suffix."),
              "CA/Browser Forum, TLS Baseline Requirements v2.2.6, 7.1.2.7.12, 3.2.2.6"},
    RuleEntry{"V9",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "A name belongs to the domain directly below its public suffix, and that domain has to "
                                "be registered for the customer."),
              "Public Suffix List, ICANN section"},
    RuleEntry{"V10",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "Labels directly below .jp have 3 to 63 ASCII characters, or 1 to 15 Japanese ones."),
              "JPRS, rules for .jp domain names"},
    RuleEntry{"V11",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "A corporate number has 13 digits; the first is a check digit over the other 12."),
              "National Tax Agency of Japan, Corporate Number Publication Site"},
    RuleEntry{"V15",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "A registered trade name is written in Japanese script, letters A–Z, digits and a few "
                                "symbols. Abbreviations such as ㈱ are never its legal spelling."),
              "Ministry of Justice of Japan, characters of trade names"},
    RuleEntry{"V16",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "Texts are kept in the composed form (NFC). Look-alike and invisible characters are "
                                "pointed out and never replaced silently."),
              "Unicode Standard Annex #15; Unicode Technical Standard #39"},
    RuleEntry{"V17",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "English subject fields have at most 64 half-width characters: letters, digits and "
                                "symbols except \" # ; +."),
              "The service's instructions for CSRs"},
    RuleEntry{"V21",
              QT_TRANSLATE_NOOP("tegata::RuleText",
                                "A server certificate has the extended key usage serverAuth alone, the key usages that "
                                "fit its key, and a serial number of at least 64 random bits."),
              "CA/Browser Forum, TLS Baseline Requirements v2.2.6, 7.1.2.7"},
};

} // namespace

RuleText::Words RuleText::of(const QString &rule)
{
    const auto found = std::find_if(RuleEntries.cbegin(), RuleEntries.cend(),
                                    [&rule](const RuleEntry &each) { return rule == QLatin1String(each.rule); });
    if (found == RuleEntries.cend())
        return {};
    return {tr(found->words), QString::fromLatin1(found->source)};
}

} // namespace tegata
