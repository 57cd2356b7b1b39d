// SPDX-License-Identifier: Apache-2.0
#include "core/remote/siteprofile.h"

#include "core/domain/jsonmembers.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace tegata {

namespace {

constexpr qsizetype MaximumSize = 4 * 1024 * 1024;
constexpr int FormatVersion = 1;
const auto Format = QLatin1String("tegata-site");

QJsonValue jsonUrl(const QUrl &url)
{
    return jsonText(url.toString(QUrl::FullyEncoded));
}

// Absent is allowed; what is there must be https with a host, and nothing that could hide where it leads.
QUrl siteUrl(JsonMembers &members, QLatin1String name)
{
    const QString text = members.optionalText(name);
    if (text.isEmpty())
        return {};
    const QUrl url(text, QUrl::StrictMode);
    const bool fits = url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty() &&
                      url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    if (!fits)
        members.refuse(name, QStringLiteral("https URL expected"));
    return url;
}

} // namespace

bool isSiteId(const QString &id)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}\\z"));
    return pattern.match(id).hasMatch();
}

QByteArray toJson(const SiteProfile &site)
{
    QJsonArray anchors;
    for (const Certificate &anchor : site.trustAnchors)
        anchors.append(QString::fromLatin1(anchor.pem()));
    const QJsonObject json{{QStringLiteral("format"), Format},
                           {QStringLiteral("version"), FormatVersion},
                           {QStringLiteral("id"), site.id},
                           {QStringLiteral("name"), site.name},
                           {QStringLiteral("protocol"), site.protocol},
                           {QStringLiteral("policy"), jsonText(site.policy)},
                           {QStringLiteral("applicationUrl"), jsonUrl(site.applicationUrl)},
                           {QStringLiteral("operatorUrl"), jsonUrl(site.operatorUrl)},
                           {QStringLiteral("examinerUrl"), jsonUrl(site.examinerUrl)},
                           {QStringLiteral("trustAnchors"), anchors},
                           {QStringLiteral("practice"), site.isPractice},
                           {QStringLiteral("identity"), jsonText(site.identity)}};
    return QJsonDocument(json).toJson();
}

Result<SiteProfile> siteProfileFromJson(const QByteArray &json)
{
    if (json.size() > MaximumSize)
        return failure(ErrorCode::TooLarge);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return failure(ErrorCode::MalformedEncoding, error.errorString(), {}, error.offset);

    JsonMembers members(document.object(), ErrorCode::MalformedEncoding);
    if (members.text(QLatin1String("format")) != Format)
        members.refuse(QStringLiteral("format"), QStringLiteral("not a site profile"));
    else if (members.integer(QLatin1String("version")) > FormatVersion)
        return failure(ErrorCode::StoreTooNew, {}, QStringLiteral("version"));
    SiteProfile site;
    site.id = members.text(QLatin1String("id"));
    if (!isSiteId(site.id))
        members.refuse(QStringLiteral("id"), QStringLiteral("letters, digits, '.', '_' and '-' expected"));
    site.name = members.text(QLatin1String("name"));
    if (const QString protocol = members.optionalText(QLatin1String("protocol")); !protocol.isEmpty())
        site.protocol = protocol;
    site.policy = members.optionalText(QLatin1String("policy"));
    site.applicationUrl = siteUrl(members, QLatin1String("applicationUrl"));
    site.operatorUrl = siteUrl(members, QLatin1String("operatorUrl"));
    site.examinerUrl = siteUrl(members, QLatin1String("examinerUrl"));
    const QStringList anchors = members.texts(QLatin1String("trustAnchors"));
    for (qsizetype i = 0; i < anchors.size(); ++i) {
        const Result<Certificate> anchor = Certificate::parse(anchors.at(i).toLatin1());
        if (anchor)
            site.trustAnchors.append(*anchor);
        else
            members.refuse(QStringLiteral("trustAnchors[%1]").arg(i), QStringLiteral("PEM certificate expected"));
    }
    if (anchors.isEmpty())
        members.refuse(QStringLiteral("trustAnchors"), QStringLiteral("at least one is needed"));
    site.isPractice = members.optionalBoolean(QLatin1String("practice"), false);
    site.identity = members.optionalText(QLatin1String("identity"));
    return members.result(site);
}

} // namespace tegata
