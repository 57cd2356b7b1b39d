// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/desk/operatordesk.h"
#include "ui/operator/requestactions.h"

#include <QSet>
#include <QWidget>

#include <optional>

class QSplitter;
class QStackedWidget;
class QToolBar;

namespace tegata {

class BannerBar;
class CertificateDesk;
class CertificateSaver;
class CommandRegistry;
class DecisionPanel;
class DetailView;
class EmptyState;
class EvidenceGatherer;
class LanguageController;
class QueueTabs;

// Whether somebody is signed in, as far as the workspace has to know: it says so and offers the way on.
enum class SignIn
{
    Unknown,
    NoIdentity,
    Locked,
    Unlocked
};

// The operator's desk (S52): the queue in five tabs, what is known of the chosen row, and the actions on it. Shows the
// cache at once and follows it; decides through the desk; edits no row itself. Desk, language, worker
// and commands outlive it.
class OperatorWorkspace : public QWidget
{
    Q_OBJECT

public:
    OperatorWorkspace(OperatorDesk &desk, const LanguageController &language, Worker &worker, CommandRegistry &commands,
                      QWidget *parent = nullptr);
    ~OperatorWorkspace() override;

    // Fills the tables from the cache. Once.
    void load();
    void setSignIn(SignIn signIn);
    RequestActions &actions() { return *m_actions; }
    EvidenceGatherer &evidence();
    CertificateDesk &certificates() { return *m_certificates; }
    QueueView view() const;
    void setView(QueueView view);
    void stepView(int by);
    // The keys go to the queue.
    void focusQueue();
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);

Q_SIGNALS:
    void unlockRequested();
    void importRequested();
    // For the status bar.
    void announced(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void makeKeys();
    void makeCertificateDesk(Worker &worker, CommandRegistry &commands);
    void cancelScheduled(const CertificateRecord &certificate);
    void retranslate();
    void updateBanner();
    void updateActions();
    void onCurrent();
    void showCurrent();
    // The next rows' evidence, so that J shows it at once.
    void prefetchNext();
    void run(RequestActions::Command command);
    void ask(RequestAction action);
    void decide(const CertificateRequest &request, RequestAction action, const QString &note);
    void decideShown(RequestAction action);
    void onDecision(const CertificateRequest &request, RequestAction action, const Result<DecisionAnswer> &answer);
    void askRevocation();
    void revoke(const CertificateRecord &certificate, RevocationReason reason, const QString &note);
    void tellUndone(const QString &what, const std::optional<Error> &error);
    void onLateAnswer(const QString &target, bool done);
    void onRevocation(const CertificateRecord &certificate, const Result<RevocationAnswer> &answer);
    static QString doneText(RequestAction action, const CertificateRequest &request);
    void announceDone(const QString &text, const QString &serial);
    void goToCertificate(const QString &serial);

    OperatorDesk &m_desk;
    const LanguageController &m_language;
    SignIn m_signIn = SignIn::Unknown;
    QSet<QString> m_sending; // ids and serials whose action has no answer yet
    QString m_pinned;        // id or serial whose answer must stay on the screen until somebody looks elsewhere
    QString m_doneSerial;    // of the certificate that the last done action made or revoked

    RequestActions *m_actions;
    QToolBar *m_toolBar;
    BannerBar *m_banner;
    BannerBar *m_done;
    QueueTabs *m_tabs;
    QSplitter *m_splitter;
    DetailView *m_details;
    QStackedWidget *m_stack;
    EmptyState *m_noIdentity;
    DecisionPanel *m_decision;
    CertificateSaver *m_saver;
    CertificateDesk *m_certificates = nullptr;
};

} // namespace tegata
