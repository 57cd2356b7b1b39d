// SPDX-License-Identifier: Apache-2.0
#include "core/remote/newsite.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>

namespace tegata {

namespace {

constexpr qsizetype MaximumHostInId = 40;

QString idOf(const QUrl &address, const Certificate &authority)
{
    static const QRegularExpression others(QStringLiteral("[^A-Za-z0-9-]+"));
    QString host = address.host(QUrl::FullyEncoded).left(MaximumHostInId);
    host.replace(others, QStringLiteral("-"));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(address.toEncoded());
    hash.addData(authority.der());
    return QStringLiteral("%1-%2").arg(host, QString::fromLatin1(hash.result().toHex().left(12)));
}

} // namespace

Result<QList<Certificate>> trustAnchorsInFile(const QByteArray &bytes)
{
    Result<QList<Certificate>> found = Certificate::parseAll(bytes);
    if (!found)
        return found;
    // A server's self-signed certificate is its own authority.
    const bool isTrustable = std::any_of(found->cbegin(), found->cend(),
                                         [](const Certificate &each) { return each.isCa() || each.isSelfIssued(); });
    return isTrustable ? found : failure(ErrorCode::NotCaCertificate, {}, found->constFirst().subject().toString());
}

Result<QList<Certificate>> authoritiesInFile(const QByteArray &bytes)
{
    const Result<QList<Certificate>> all = Certificate::parseAll(bytes);
    if (!all)
        return failure(all.error());
    QList<Certificate> found = *all;
    found.removeIf([](const Certificate &each) { return !each.canBeTrustAnchor(); });
    if (found.isEmpty())
        return failure(ErrorCode::NotCaCertificate, {}, all->constFirst().subject().toString());
    QList<Certificate> roots = found;
    roots.removeIf([](const Certificate &each) { return !each.isSelfIssued(); });
    return roots.isEmpty() ? found : roots;
}

Result<Certificate> authorityOfServer(const HostCertificates &presented)
{
    if (presented.chain.isEmpty())
        return failure(ErrorCode::ChainIncomplete);
    Result<Certificate> last = Certificate::parse(presented.chain.constLast());
    if (last && (!last->isCa() || !last->isSelfIssued()))
        return failure(ErrorCode::ChainIncomplete, last->subject().toString());
    return last;
}

Result<QUrl> operatorAddress(const QString &text)
{
    QUrl url(text.trimmed(), QUrl::StrictMode);
    const bool fits = url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty() &&
                      url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    if (!fits)
        return failure(ErrorCode::InvalidArgument, QStringLiteral("https URL expected"), QStringLiteral("url"));
    if (url.path() == QLatin1String("/"))
        url.setPath({});
    return url;
}

Result<SiteProfile> newOperatorSite(const SiteProtocol &protocol, const QString &name, const QString &address,
                                    const QList<Certificate> &authorities, const QString &policy)
{
    const Result<QUrl> url = operatorAddress(address);
    if (!url)
        return failure(url.error());
    if (name.trimmed().isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("a name is needed"), QStringLiteral("name"));
    if (authorities.isEmpty())
        return failure(ErrorCode::InvalidArgument, QStringLiteral("at least one is needed"),
                       QStringLiteral("trustAnchors"));
    SiteProfile site;
    site.id = idOf(*url, authorities.constFirst());
    site.name = name.trimmed();
    site.protocol = protocol.id;
    site.policy = policy;
    site.operatorUrl = *url;
    site.trustAnchors = authorities;
    return site;
}

} // namespace tegata
