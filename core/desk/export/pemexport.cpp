// SPDX-License-Identifier: Apache-2.0
#include "core/desk/export/pemexport.h"

#include "core/base/privatefile.h"

#include <QRegularExpression>

#include <utility>

namespace tegata {

namespace {

// What passes by itself: the same certificate is asked for again after a pause.
bool passes(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Offline:
    case ErrorCode::ConnectionLost:
    case ErrorCode::TimedOut:
    case ErrorCode::TooManyRequests:
    case ErrorCode::ServiceFailure:
    case ErrorCode::ClockLeaped:
        return true;
    default:
        return false;
    }
}

// What no other certificate can pass either, before somebody has done something about it.
bool stopsAll(ErrorCode code)
{
    switch (code) {
    case ErrorCode::IdentityLocked:
    case ErrorCode::TlsServerUntrusted:
    case ErrorCode::TlsIdentityRefused:
    case ErrorCode::NotAuthenticated:
    case ErrorCode::Forbidden:
    case ErrorCode::Cancelled: // the connection went away with its identity
        return true;
    default:
        return false;
    }
}

QByteArray pemOf(const CertificateDetail &detail, bool withChain)
{
    QByteArray pem = detail.pem;
    const QList<QByteArray> issuers = withChain ? detail.chain : QList<QByteArray>();
    for (const QByteArray &issuer : issuers) {
        if (!pem.endsWith('\n'))
            pem += '\n';
        pem += issuer;
    }
    if (!pem.endsWith('\n'))
        pem += '\n';
    return pem;
}

} // namespace

PemExport::PemExport(Worker &worker, Fetch fetch, QStringList serials, Target target, QObject *parent, Pause pause)
    : QObject(parent), m_worker(worker), m_fetch(std::move(fetch)), m_serials(std::move(serials)),
      m_target(std::move(target)), m_pause(std::move(pause))
{
    if (!m_pause)
        m_pause = [this] { return m_backoff.next(); };
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        setState(State::Running);
        fetchNext();
    });
}

PemExport::~PemExport()
{
    if (!m_bundle)
        return;
    (void)m_worker.run<void>([bundle = std::move(m_bundle)]() mutable -> Result<void> {
        bundle.reset();
        return {};
    });
}

void PemExport::start()
{
    const bool isBundle = m_target.layout == Layout::Bundle;
    if (isBundle)
        m_bundle = std::make_shared<FileWriter>();
    m_busy = true;
    setState(State::Running);
    const auto open = [bundle = m_bundle, path = m_target.path] {
        return bundle ? bundle->open(path) : makePrivateDirectory(path);
    };
    observe(m_worker.run<void>(open), this, [this](const Result<void> &opened) {
        m_busy = false;
        if (opened)
            fetchNext();
        else
            end(opened);
    });
}

void PemExport::stop()
{
    if (m_state != State::Running && m_state != State::Waiting)
        return;
    m_timer.stop();
    setState(State::Stopped);
}

void PemExport::resume()
{
    if (m_state != State::Stopped && m_state != State::Waiting)
        return;
    m_timer.stop();
    m_backoff.reset();
    setState(State::Running);
    fetchNext();
}

void PemExport::fetchNext()
{
    if (m_state != State::Running || m_busy)
        return;
    if (m_at < m_serials.size()) {
        m_busy = true;
        observe(m_fetch(m_serials[m_at]), this, [this](const Result<CertificateDetail> &detail) {
            m_busy = false;
            take(detail);
        });
    } else if (m_bundle) {
        m_busy = true;
        observe(m_worker.run<void>([bundle = m_bundle] { return bundle->commit(); }), this,
                [this](const Result<void> &written) { end(written); });
    } else {
        end({});
    }
}

void PemExport::take(const Result<CertificateDetail> &detail)
{
    if (detail) {
        m_backoff.reset();
        write(*detail);
        return;
    }
    const Error error = detail.error();
    if (passes(error.code)) {
        if (m_state != State::Running)
            return; // stopped meanwhile: resume() asks again
        m_timer.start(m_pause());
        setState(State::Waiting, error);
    } else if (stopsAll(error.code)) {
        setState(State::Stopped, error);
    } else {
        m_failures.append({m_serials[m_at], error});
        advance();
    }
}

void PemExport::write(const CertificateDetail &detail)
{
    m_busy = true;
    const auto store = [bundle = m_bundle, pem = pemOf(detail, m_target.withChain),
                        path = m_target.path + QLatin1Char('/') + fileName(detail.certificate)] {
        return bundle ? bundle->write(pem) : writePrivateFile(path, pem);
    };
    observe(m_worker.run<void>(store), this, [this](const Result<void> &written) {
        m_busy = false;
        if (written)
            advance();
        else
            end(written);
    });
}

void PemExport::advance()
{
    ++m_at;
    Q_EMIT progressed(m_at, m_serials.size());
    fetchNext();
}

void PemExport::end(const Result<void> &result)
{
    m_busy = false;
    setState(State::Finished, result ? std::nullopt : std::optional(result.error()));
}

void PemExport::setState(State state, std::optional<Error> error)
{
    m_state = state;
    m_error = std::move(error);
    Q_EMIT stateChanged(state);
}

QString PemExport::fileName(const CertificateRecord &certificate)
{
    static const QRegularExpression unfit(QStringLiteral("[^A-Za-z0-9.-]"));
    constexpr qsizetype LongestName = 160; // with the serial below the 255 bytes of file systems
    QString name = certificate.commonName;
    name.replace(QLatin1Char('*'), QStringLiteral("wildcard"));
    name.replace(unfit, QStringLiteral("_"));
    name.truncate(LongestName);
    QString serial = certificate.serial;
    serial.replace(unfit, QStringLiteral("_"));
    const bool isHidden = name.isEmpty() || name.startsWith(QLatin1Char('.'));
    return (isHidden ? serial + name : name + QLatin1Char('-') + serial) + QStringLiteral(".pem");
}

} // namespace tegata
