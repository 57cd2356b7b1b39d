// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cache/cacheddetail.h"
#include "core/desk/evidence.h"
#include "core/domain/actionanswer.h"
#include "core/domain/approvalobstacle.h"
#include "core/pki/certificatesigningrequest.h"
#include "ui/common/bannerbar.h"

#include <QScrollArea>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QTabWidget;

namespace tegata {

class ActionNotice;
class DetailHeading;
class EvidencePanel;
class FactList;
class LanguageController;
class Section;
class VerdictCard;

// All that is known of one request, in the order of triage: whether it can be approved and why not, evidence,
// application, notes, history, CSR. Shows what the cache has at once; evidence and the site's details follow when they
// come. Another version of the same request leaves the place where somebody reads. Asks nothing itself.
class RequestDetailPane : public QScrollArea
{
    Q_OBJECT

public:
    explicit RequestDetailPane(const LanguageController &language, QWidget *parent = nullptr);

    // From the cache. Another request's details and notice are dropped; those of the same one stay.
    void showRequest(const CertificateRequest &request);
    const std::optional<CertificateRequest> &request() const { return m_request; }
    // Its head, which stands above it and does not scroll: whoever shows the pane places it.
    DetailHeading &heading() { return *m_heading; }
    void setDetail(const RequestDetail &detail);
    // Shown with its time while the site's are missing; nothing that is decided stands on it.
    void setCachedDetail(const CachedDetail &detail);
    // What only the site tells of it, persons among it, leaves the screen.
    void forgetDetail();
    void setEvidence(const Result<Evidence> &evidence);
    void setCsr(const Result<CertificateSigningRequest> &csr);
    // What the authority's profile makes of the CSR, once the details are there.
    void setProfileCheck(const Result<CheckReport> &report);
    // Why this operator may not approve it, whatever it holds.
    void setObstacle(std::optional<ApprovalObstacle> obstacle);
    // The outcome of the weightiest check that is known: an error forbids an approval, a warning asks for a note.
    FindingOutcome checkOutcome() const;
    const std::optional<Evidence> &evidence() const;
    // Down (1) or up (-1) to the next section.
    void stepSection(int by);

    // Whether the check on this machine has ended (or cannot be made); checkOutcome() is a guess before.
    bool isChecked() const;
    // From the site.
    const std::optional<RequestDetail> &detail() const { return m_detail; }

    // What became of an action, above everything else, until another request is shown.
    // cause: ConflictText's. It ends when the request changes once more.
    void showConflict(const RequestDetail &current, RequestState seen, const QString &cause);
    void showRefusal(const ActionRefused &refused);
    void showError(const Error &error);
    void clearNotice();

Q_SIGNALS:
    void certificateActivated(const QString &serial);
    // The verdict's step: an approval that says why.
    void approvalRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void refreshConflict();
    void refreshSubject();
    void refreshVerdict();
    void refreshEvidenceRemark();
    void refreshDetail();
    void refreshDetailRemark();
    RequestDetail shownDetail() const;
    void refreshSiteCheck();
    void refreshProfile();
    QList<QWidget *> stops() const;

    const LanguageController &m_language;
    std::optional<CertificateRequest> m_request;
    std::optional<RequestDetail> m_detail;
    std::optional<CachedDetail> m_cachedDetail;
    std::optional<Error> m_evidenceError;
    std::optional<CheckReport> m_profileCheck;
    std::optional<ApprovalObstacle> m_obstacle;
    std::optional<Result<CertificateSigningRequest>> m_csr;
    struct Conflict
    {
        RequestState seen; // before it
        QString cause;
    };
    std::optional<Conflict> m_conflict; // while the notice tells of it

    DetailHeading *m_heading;
    ActionNotice *m_notice;
    FactList *m_subject;
    FactList *m_names;
    FactList *m_key;
    VerdictCard *m_verdict;
    EvidencePanel *m_evidence;
    FactList *m_contact;
    FactList *m_inputs;
    FactList *m_values;
    FactList *m_notes;
    FactList *m_history;
    QLabel *m_detailRemark; // that they are missing, or how old they are
    QPlainTextEdit *m_csrText;
    QPlainTextEdit *m_csrPem;
    QTabWidget *m_csrTabs;
    Section *m_subjectSection;
    Section *m_nameSection;
    Section *m_keySection;
    Section *m_noteSection;
    Section *m_contactSection;
    Section *m_inputSection;
    Section *m_valueSection;
    Section *m_historySection;
    Section *m_csrSection;
};

} // namespace tegata
