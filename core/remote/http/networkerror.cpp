// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/networkerror.h"

#include "core/base/identityfault.h"

#include <QStringList>

#include <algorithm>
#include <optional>

namespace tegata {

namespace {

Error serverUntrusted(const QList<QSslError> &errors)
{
    QStringList reasons;
    for (const QSslError &error : errors)
        reasons.append(error.errorString());
    const bool isValidityAlone = std::all_of(errors.cbegin(), errors.cend(), [](const QSslError &error) {
        return error.error() == QSslError::CertificateExpired || error.error() == QSslError::CertificateNotYetValid;
    });
    return {ErrorCode::TlsServerUntrusted, reasons.join(QStringLiteral("; ")),
            isValidityAlone ? QStringLiteral("server.validity") : QString(), -1};
}

// TLS alerts (RFC 8446, 6.2) that are about our certificate, in OpenSSL's words. Without fault: it can be several.
struct IdentityAlert
{
    QLatin1String words;
    std::optional<IdentityFault> fault;
};

const IdentityAlert *identityAlertIn(const QString &text)
{
    static const IdentityAlert alerts[] = {
        {QLatin1String("certificate required"), IdentityFault::Missing},
        {QLatin1String("unknown ca"), IdentityFault::UnknownAuthority},
        {QLatin1String("bad certificate"), std::nullopt},
        {QLatin1String("certificate expired"), IdentityFault::Expired},
        {QLatin1String("certificate revoked"), IdentityFault::Revoked},
        {QLatin1String("certificate unknown"), std::nullopt},
        {QLatin1String("access denied"), std::nullopt},
        {QLatin1String("unsupported certificate"), IdentityFault::WrongPurpose},
    };
    if (!text.contains(QLatin1String("alert"), Qt::CaseInsensitive))
        return nullptr;
    const auto found = std::find_if(std::begin(alerts), std::end(alerts), [&](const IdentityAlert &alert) {
        return text.contains(alert.words, Qt::CaseInsensitive);
    });
    return found == std::end(alerts) ? nullptr : found;
}

// OpenSSL does not even show such a certificate; the connection then fails before anything was sent.
bool isTooWeakToShow(const QString &text)
{
    return text.contains(QLatin1String("key too small"), Qt::CaseInsensitive) ||
           text.contains(QLatin1String("md too weak"), Qt::CaseInsensitive);
}

Error refusedFor(std::optional<IdentityFault> fault, const QString &text)
{
    return {ErrorCode::TlsIdentityRefused, text, fault ? identityFaultName(*fault) : QString(), -1};
}

ErrorCode codeOf(const NetworkFailure &failure)
{
    switch (failure.error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
        return ErrorCode::Offline;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return ErrorCode::TimedOut;
    case QNetworkReply::RemoteHostClosedError:
        // TLS 1.2: a server that refuses the certificate may just close.
        return !failure.encrypted && failure.hasIdentity ? ErrorCode::TlsIdentityRefused : ErrorCode::ConnectionLost;
    case QNetworkReply::SslHandshakeFailedError:
        // A server that wants a certificate and gets none, or one that it cannot use, may only say this.
        if (failure.text.contains(QLatin1String("alert handshake failure"), Qt::CaseInsensitive))
            return ErrorCode::TlsIdentityRefused;
        return ErrorCode::TlsServerUntrusted;
    case QNetworkReply::UnknownNetworkError: // all other socket errors: network or host unreachable, reset
        return failure.encrypted ? ErrorCode::ConnectionLost : ErrorCode::Offline;
    case QNetworkReply::OperationCanceledError:
        return ErrorCode::Cancelled;
    default:
        return ErrorCode::ProtocolViolation;
    }
}

} // namespace

QNetworkReply::NetworkError networkErrorOf(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::HostNotFoundError:
        return QNetworkReply::HostNotFoundError;
    case QAbstractSocket::ConnectionRefusedError:
        return QNetworkReply::ConnectionRefusedError;
    case QAbstractSocket::RemoteHostClosedError:
        return QNetworkReply::RemoteHostClosedError;
    case QAbstractSocket::SocketTimeoutError:
        return QNetworkReply::TimeoutError;
    case QAbstractSocket::SslHandshakeFailedError:
        return QNetworkReply::SslHandshakeFailedError;
    default:
        return QNetworkReply::UnknownNetworkError;
    }
}

Error networkError(const NetworkFailure &failure)
{
    if (!failure.sslErrors.isEmpty())
        return serverUntrusted(failure.sslErrors);
    if (failure.hasIdentity && isTooWeakToShow(failure.text))
        return refusedFor(IdentityFault::Weak, failure.text);
    if (const IdentityAlert *alert = identityAlertIn(failure.text)) {
        const bool isShown = failure.hasIdentity && alert->fault == IdentityFault::Missing;
        return refusedFor(isShown ? std::nullopt : alert->fault, failure.text);
    }
    return {codeOf(failure), failure.text, {}, -1};
}

} // namespace tegata
