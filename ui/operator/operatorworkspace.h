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

namespace tegata {

class BannerBar;
class BannerSlot;
class CertificateDesk;
class CertificateSaver;
class CommandPalette;
class CommandRegistry;
class DetailView;
class EmptyState;
class EvidenceGatherer;
class LanguageController;
class LockCover;
class QueueTabs;
class SelectionBar;
class ToastArea;
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
        Details
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
    // Under the header; what the identity asks for stands behind what is wrong with the files and the connection.
    BannerSlot &banners() { return *m_banners; }
    CommandSet &moreActions() { return *m_more; }
    DecisionFlow &flow() { return *m_flow; }
    QueueView view() const;
    void setView(QueueView view);
    void stepView(int by);
    // The tab 更新対象.
    void showRenewals();
    // Focus moves to the queue.
    void focusQueue();
    // Requests, certificates and tabs.
    void addFinders(CommandPalette &palette);
    // Shows a request or certificate, in its tab.
    void goTo(const QueueRow &row);
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray &layout);

Q_SIGNALS:
    void unlockRequested();
    void importRequested();
    // What has just happened; it is shown here already.
    void announced(const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    // As one reads: header, banners, the list and what lies over it, details.
    bool focusNextPrevChild(bool next) override;

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

    // operatorworkspace_actions.cpp: what an operator does, from the command to the site's answer.
    void begin(RequestAction action);
    // On what the details show, whatever is chosen in the list.
    void beginNamed(RequestAction action);
    void onGiven(const CertificateRequest &request, RequestAction action);
    void chooseNext();
    void onDone(const RequestDetail &detail, RequestAction action);
    void onTakenBack(const CertificateRequest &request);
    void onFailed(const DecisionFlow::Failed &failed);
    void showFailed();
    // Both as a toast; what was done also among what happened.
    void hint(const QString &text);
    void tellDone(const QString &text);
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
    void openOutbox();
    void openConflicts(qint64 first);
    // The one that Ctrl+Z takes back: of the chosen row, or else the last given.
    std::optional<OutboxItem> toTakeBack() const;

    // In the rows that it is about.
    void showWaiting();

    // operatorworkspace_selection.cpp: where the decisions stand.
    void placeActions();
    void showSelection();

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
    QList<DecisionFlow::Failed> m_failed; // not yet looked at
    bool m_isDnsThere = true;
    bool m_isSplitByHand = false; // list and details: the widths are a person's, not the window's
    bool m_isAdvancing = false;   // another row is chosen by us
    bool m_isCovered = false;     // locked, from before the outbox closes
    QString m_listProblem;        // why the lists could not be read
    int m_askingCount = 0;        // of the conflicts that were announced last

    DecisionFlow *m_flow;
    RequestActions *m_actions;
    CommandSet *m_more;
    BannerSlot *m_banners;
    BannerBar *m_troubles; // what is wrong with the desk's own files
    BannerBar *m_banner;
    BannerBar *m_noDns;
    BannerBar *m_asking;
    BannerBar *m_done; // what was not done, until somebody has looked
    ToastArea *m_toasts;
    UndoBar *m_undo;
    QueueTabs *m_tabs;
    SelectionBar *m_selection;
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
