// SPDX-License-Identifier: Apache-2.0
#include "core/remote/http/networkerror.h"

#include <QStringList>

#include <algorithm>

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

// TLS alerts (RFC 8446, 6.2) that are about our certificate, in OpenSSL's words.
bool isIdentityAlert(const QString &text)
{
    static const QLatin1String alerts[] = {
        QLatin1String("certificate required"), QLatin1String("unknown ca"),
        QLatin1String("bad certificate"),      QLatin1String("certificate expired"),
        QLatin1String("certificate revoked"),  QLatin1String("certificate unknown"),
        QLatin1String("access denied"),        QLatin1String("unsupported certificate"),
    };
    return text.contains(QLatin1String("alert"), Qt::CaseInsensitive) &&
           std::any_of(std::begin(alerts), std::end(alerts),
                       [&](QLatin1String alert) { return text.contains(alert, Qt::CaseInsensitive); });
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
    if (isIdentityAlert(failure.text))
        return {ErrorCode::TlsIdentityRefused, failure.text, {}, -1};
    return {codeOf(failure), failure.text, {}, -1};
}

} // namespace tegata
