// SPDX-License-Identifier: Apache-2.0
#include "app/sites/operatorsites.h"

#include "core/remote/dogtag/dogtagoperatorsite.h"
#include "core/remote/rest/restoperatorsite.h"

namespace tegata {

namespace {

using Made = Result<std::unique_ptr<OperatorSite>>;
using Told = std::function<void(const TlsFacts &)>;

template <typename Site>
Made make(const SiteProfile &site, const TlsIdentity &identity, Language language, const Told &told)
{
    Result<std::unique_ptr<Site>> made = Site::make(site, identity, language);
    if (!made)
        return failure(made.error());
    if (told)
        QObject::connect(made->get(), &Site::connected, made->get(), told);
    return std::unique_ptr<OperatorSite>(std::move(*made));
}

struct Protocol
{
    QLatin1String name;
    const char *title;
    const char *policy;
    bool bySiteFile;
    Made (*make)(const SiteProfile &, const TlsIdentity &, Language, const Told &);
};

constexpr Protocol Protocols[] = {
    {QLatin1String("tegata"), QT_TRANSLATE_NOOP("SiteProtocol", "Tegata service (with a site file)"), "public-tls-2026",
     true, &make<RestOperatorSite>},
    {QLatin1String("dogtag"), QT_TRANSLATE_NOOP("SiteProtocol", "Dogtag PKI (Red Hat Certificate System, FreeIPA)"),
     "private-pki", false, &make<DogtagOperatorSite>},
};

} // namespace

QList<SiteProtocol> siteProtocols()
{
    QList<SiteProtocol> all;
    for (const Protocol &each : Protocols)
        all.append({each.name, QString::fromLatin1(each.title), QString::fromLatin1(each.policy), each.bySiteFile});
    return all;
}

Result<std::unique_ptr<OperatorSite>> makeOperatorSite(const SiteProfile &site, const Identity &identity,
                                                       Language language, std::function<void(const TlsFacts &)> told)
{
    for (const Protocol &protocol : Protocols) {
        if (site.protocol == protocol.name)
            return protocol.make(site, {identity.info.certificate, identity.chain, identity.key}, language, told);
    }
    return failure(ErrorCode::Unsupported, site.protocol, QStringLiteral("protocol"));
}

} // namespace tegata
