// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/desk/customerrecords.h"
#include "core/desk/evidencegatherer.h"

#include <QStackedWidget>
#include <QTimer>

namespace tegata {

class CertificateDetailPane;
class EmptyState;
class LanguageController;
class RequestDetailPane;

// The right side of the workspace: the pane of what is chosen. Shows the cache's record at once and fetches the rest:
// check and CSR from the worker, details from the site, until then those that the cache keeps. Only the answers for
// what is shown now count. Who may do what with it is not known here: the desk around it says so to the panes. Records,
// language and worker outlive it.
class DetailView : public QStackedWidget
{
    Q_OBJECT

public:
    DetailView(CustomerRecords &records, const LanguageController &language, Worker &worker, QWidget *parent = nullptr);

    // Another version of the same thing keeps the notice above it.
    void showRow(const QueueRow &row);
    void showNothing();
    // The desk is locked: what only the site told leaves the screen.
    void forget();
    // Asks for the details again, because they changed or the site can be reached now.
    void refetch() { m_timer.start(); }
    const CertificateRequest *request() const;
    const CertificateRecord *certificate() const;
    // Id or serial of what is shown, empty for nothing.
    QString shownId() const;
    // Prepares the evidence of rows that may be chosen next.
    void prefetch(const QList<CertificateRequest> &requests) { m_evidence.prefetch(requests); }
    // What the site has nothing of is left out.
    void setCapabilities(const SiteCapabilities &site);
    EvidenceGatherer &evidence() { return m_evidence; }
    RequestDetailPane &requestPane() { return *m_requestPane; }
    CertificateDetailPane &certificatePane() { return *m_certificatePane; }

Q_SIGNALS:
    // Something else, or something new about the same thing, is shown.
    void changed();
    // An earlier certificate in the evidence was chosen.
    void certificateActivated(const QString &serial);
    void saveRequested(const tegata::CertificateDetail &detail, bool withChain);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void fetch();
    void fetchFor(const CertificateRequest &request);
    void checkProfileOf(const RequestDetail &detail);
    void fetchFor(const CertificateRecord &certificate);
    void updateStanding(const CertificateRecord &certificate);

    CustomerRecords &m_records;
    Worker &m_worker;
    EvidenceGatherer m_evidence;
    EmptyState *m_nothing;
    RequestDetailPane *m_requestPane;
    CertificateDetailPane *m_certificatePane;
    QWidget *m_requestPage; // the pane below its head
    QTimer m_timer;         // waits a moment while somebody runs through the rows
    quint64 m_generation = 0;
};

} // namespace tegata
