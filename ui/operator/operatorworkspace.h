// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/desk/operatordesk.h"
#include "ui/common/commandset.h"
#include "ui/common/settings.h"
#include "ui/identity/signin.h"
#include "ui/operator/decisionflow.h"
#include "ui/operator/decisionpanel.h"
#include "ui/operator/reasontemplates.h"
#include "ui/operator/requestactions.h"
#include "ui/operator/revocationflow.h"

#include <QWidget>

#include <memory>
#include <optional>

class QSplitter;
class QStackedWidget;
class QToolBar;

namespace tegata {

class BannerBar;
class CertificateDesk;
class CertificateSaver;
class CommandRegistry;
class DetailView;
class EmptyState;
class EvidenceGatherer;
class LanguageController;
class LockCover;
class QueueTabs;
class UndoBar;
struct QueueContext;

// The operator's desk (S52): the queue in its tabs, what is known of the chosen row, and what is done with it. Shows
// the cache at once and follows it; decides through DecisionFlow and the desk; edits no row itself. After a decision
// the next row is chosen and focus stays in the queue. Desk, language, worker and commands outlive it.
class OperatorWorkspace : public QWidget
{
    Q_OBJECT

public:
    // What it offers beside the actions on requests and certificates.
    enum class Command
    {
        Undo,
        Outbox,
        Conflicts,
        RevokeMany,
        NextRow,
        PreviousRow,
        MarkRow,
        MarkAll,
        Queue,
        Details,
        Palette,
        KeyHelp,
        ChangeKeys
    };

    OperatorWorkspace(OperatorDesk &desk, const LanguageController &language, Worker &worker, CommandRegistry &commands,
                      QWidget *parent = nullptr);
    ~OperatorWorkspace() override;

    // Fills the tables from the cache. Once.
    void load();
    void setSignIn(SignIn signIn);
    void setSettings(const Settings &settings);
    RequestActions &actions() { return *m_actions; }
    EvidenceGatherer &evidence();
    CertificateDesk &certificates() { return *m_certificates; }
    CommandSet &moreActions() { return *m_more; }
    DecisionFlow &flow() { return *m_flow; }
    QueueView view() const;
    void setView(QueueView view);
    void stepView(int by);
    // The tab 更新対象.
    void showRenewals();
    // Focus moves to the queue.
    void focusQueue();
    // Shows a request or certificate, in its tab.
    void goTo(const QueueRow &row);
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
    void connectParts();
    void makeEscape();
    void makeCertificateDesk(Worker &worker, CommandRegistry &commands, const QString &scope);
    void retranslate();
    void updateBanner();
    void updateTroubles();
    void updateActions();
    void updateWaiting();
    // What the lists know beside their rows.
    void updateContext();
    void updateChecks();
    // Why nothing can be decided on it now although its state would allow it; empty: it can.
    QString reasonGiven(const QString &id) const;
    void onCurrent();
    void showCurrent();
    // The next rows' evidence, so that J shows it at once.
    void prefetchNext();
    void tellFlow();
    void showObstacle();

    // operatorworkspace_commands.cpp: every command of its own, and what those on the chosen row do.
    RequestActions::Handlers handlers();
    void declareGiven();
    void declareRevocation();
    CommandState stateOfRevokeMany() const;
    void declareMoves();
    void declareLists();

    // operatorworkspace_actions.cpp: what an operator does, from the command to the site's answer.
    void begin(RequestAction action);
    void onGiven(const CertificateRequest &request, RequestAction action);
    void chooseNext();
    void onDone(const RequestDetail &detail, RequestAction action);
    void onTakenBack(const CertificateRequest &request);
    void onFailed(const DecisionFlow::Failed &failed);
    void showFailed();
    void hint(const QString &text);
    void announceTakenBack(const QString &commonName);
    void takeBack(qint64 id);
    void askEdit();
    void askProfileValues();
    // Of what edits a request: request() and edit() when it is accepted.
    template <typename Dialog>
    void openEdit(Dialog *dialog);
    void askNote();
    void openRevocation();
    void tellError(const Error &error);
    void onUnrevoked(const RevocationFlow::Failed &failed);
    // Of an edit or a note.
    void onSideAction(const CertificateRequest &request, const OutboxAction &action, const QString &doneText,
                      const Result<DecisionAnswer> &answer);
    void tellFailed(const QString &what, const std::optional<Error> &error);
    void onLateAnswer(const QString &target, bool done);
    static QString doneText(RequestAction action, const CertificateRequest &request);
    void announceDone(const QString &text, const QString &serial);
    void goToCertificate(const QString &serial);
    // Whether it is in the tab that is shown.
    bool chooseRowOf(const QueueRow &row);
    void openPalette();
    void openOutbox();
    void openConflicts(qint64 first);
    // The one that Ctrl+Z takes back: of the chosen row, or else the last given.
    std::optional<OutboxItem> toTakeBack() const;

    // In the rows that it is about.
    void showWaiting();

    // operatorworkspace_lock.cpp: what becomes of the work on the screen while the desk is locked.
    void coverUp();
    void uncover();
    void giveBack();
    void updateSession();

    OperatorDesk &m_desk;
    const LanguageController &m_language;
    Worker &m_worker;
    CommandRegistry &m_commands;
    ReasonTemplates m_templates;
    SignIn m_signIn = SignIn::Unknown;
    QString m_pinned;                     // id or serial that is shown without being the chosen row of its tab
    QString m_doneSerial;                 // of the certificate that the last done action made or revoked
    QList<DecisionFlow::Failed> m_failed; // not yet looked at
    bool m_isDnsThere = true;
    bool m_isAdvancing = false; // another row is chosen by us
    bool m_isCovered = false;   // locked, from before the outbox closes
    QString m_listProblem;      // why the lists could not be read
    int m_askingCount = 0;      // of the conflicts that were announced last

    DecisionFlow *m_flow;
    RequestActions *m_actions;
    CommandSet *m_more;
    QToolBar *m_toolBar;
    BannerBar *m_troubles; // what is wrong with the desk's own files
    BannerBar *m_banner;
    BannerBar *m_noDns;
    BannerBar *m_asking;
    BannerBar *m_done; // what became of the last action
    BannerBar *m_hint; // why the last key did nothing
    UndoBar *m_undo;
    QueueTabs *m_tabs;
    QSplitter *m_splitter;
    DetailView *m_details;
    QStackedWidget *m_stack;
    EmptyState *m_noIdentity;
    DecisionPanel *m_decision;
    LockCover *m_cover;
    std::optional<DecisionPanel::Asked> m_heldDecision; // what was being asked when it was locked
    QString m_coveredIdentity;                          // whose desk it was then
    CertificateSaver *m_saver;
    RevocationFlow *m_revocations;
    CertificateDesk *m_certificates = nullptr;
    std::shared_ptr<const QueueContext> m_context; // null before the first
};

} // namespace tegata
