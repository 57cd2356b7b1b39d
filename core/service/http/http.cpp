// SPDX-License-Identifier: Apache-2.0
#include "core/service/http/http.h"

namespace tegata {

QString HttpRequest::queryValue(const QString &name) const
{
    for (const std::pair<QString, QString> &item : query) {
        if (item.first == name)
            return item.second.isNull() ? QStringLiteral("") : item.second;
    }
    return {};
}

QByteArray HttpResponse::header(const QByteArray &name) const
{
    for (const std::pair<QByteArray, QByteArray> &item : headers) {
        if (item.first.compare(name, Qt::CaseInsensitive) == 0)
            return item.second;
    }
    return {};
}

Language requestLanguage(const HttpRequest &request)
{
    Language best = Language::Japanese;
    double bestWeight = 0.0;
    const QList<QByteArray> wishes = request.header("accept-language").split(',');
    for (const QByteArray &wish : wishes) {
        const QList<QByteArray> parts = wish.split(';');
        const QByteArray tag = parts.first().trimmed().toLower();
        double weight = 1.0;
        if (parts.size() > 1) {
            const QByteArray quality = parts.at(1).trimmed();
            weight = quality.startsWith("q=") ? quality.mid(2).toDouble() : 0.0;
        }
        const bool japanese = tag == "ja" || tag.startsWith("ja-");
        const bool english = tag == "en" || tag.startsWith("en-");
        if ((japanese || english) && weight > bestWeight) {
            best = japanese ? Language::Japanese : Language::English;
            bestWeight = weight;
        }
    }
    return best;
}

} // namespace tegata
