// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/backoff.h"
#include "core/base/filewriter.h"
#include "core/base/worker.h"
#include "core/domain/certificaterecord.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace tegata {

// Saves the PEM of many certificates, which only the site has: fetched one after the other, so that a site is never
// flooded; while it cannot be reached it is tried again after a pause. Can be stopped and resumed at the same place.
// Lives in its owner's thread and blocks nothing there. Deleted before the end, it leaves the single files that were
// written, and nothing of a bundle.
class PemExport : public QObject
{
    Q_OBJECT

public:
    enum class Layout
    {
        Bundle,
        FileEach
    };
    enum class State
    {
        Idle,
        Running,
        Waiting,
        Stopped,
        Finished
    };
    struct Target
    {
        Layout layout = Layout::Bundle;
        QString path;           // the file, or the folder, which is made when missing
        bool withChain = false; // each certificate followed by its issuers
    };
    struct Failed
    {
        QString serial;
        Error error;
    };
    using Fetch = std::function<Future<CertificateDetail>(const QString &serial)>;
    using Pause = std::function<std::chrono::milliseconds()>; // before the next try

    // worker outlives this. pause: a Backoff's when not given.
    PemExport(Worker &worker, Fetch fetch, QStringList serials, Target target, QObject *parent = nullptr,
              Pause pause = {});
    ~PemExport() override;

    void start(); // once; then stop() and resume()
    void stop();
    // After stop(), or at once while it waits for the next try.
    void resume();

    State state() const { return m_state; }
    // Waiting: why it tries again later. Stopped: why it stopped by itself, because the site lets nobody in now.
    // Finished: why there is no file. Nothing else.
    const std::optional<Error> &lastError() const { return m_error; }
    qsizetype total() const { return m_serials.size(); }
    qsizetype done() const { return m_at; } // failed ones included
    const Target &target() const { return m_target; }
    // What the site does not give (not found, not readable): left out, the others go on.
    const QList<Failed> &failures() const { return m_failures; }

    // "www.example.jp-0A3F….pem": safe for every file system, and never the same for two certificates.
    static QString fileName(const CertificateRecord &certificate);

Q_SIGNALS:
    void progressed(qsizetype done, qsizetype total);
    void stateChanged(tegata::PemExport::State state);

private:
    void fetchNext();
    void take(const Result<CertificateDetail> &detail);
    void write(const CertificateDetail &detail);
    void advance();
    void end(const Result<void> &result);
    void setState(State state, std::optional<Error> error = {});

    Worker &m_worker;
    Fetch m_fetch;
    QStringList m_serials;
    Target m_target;
    Pause m_pause;
    Backoff m_backoff;
    QTimer m_timer;
    std::shared_ptr<FileWriter> m_bundle; // used on the worker only
    QList<Failed> m_failures;
    qsizetype m_at = 0;
    bool m_busy = false; // an answer or a write is on its way
    State m_state = State::Idle;
    std::optional<Error> m_error;
};

} // namespace tegata
