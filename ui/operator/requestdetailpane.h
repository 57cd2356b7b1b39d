// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/certificatesigningrequest.h"
#include "core/remote/operatorsite.h"
#include "ui/common/bannerbar.h"

#include <QScrollArea>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QTabWidget;

namespace tegata {

class DetailHeading;
class FactList;
class FindingList;
class LanguageController;
class Section;

// All that is known of one request. Shows what the cache has at once; check, CSR facts and the site's details follow
// when they come. Asks nothing itself.
class RequestDetailPane : public QScrollArea
{
    Q_OBJECT

public:
    explicit RequestDetailPane(const LanguageController &language, QWidget *parent = nullptr);

    // From the cache. Another request's details and notice are dropped; those of the same one stay.
    void showRequest(const CertificateRequest &request);
    const std::optional<CertificateRequest> &request() const { return m_request; }
    void setDetail(const RequestDetail &detail);
    void setLocalCheck(const Result<CheckReport> &report);
    void setCsr(const Result<CertificateSigningRequest> &csr);
    // The outcome of the weightiest check that is known.
    FindingOutcome checkOutcome() const;

    // What became of an action, above everything else, until another request is shown.
    void showConflict(const RequestDetail &current);
    void showRefusal(const ActionRefused &refused);
    void showError(const Error &error);
    void clearNotice();

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Notice
    {
        None,
        Conflict,
        Refused,
        Failed
    };

    void refresh();
    void refreshNotice();
    void refreshSubject();
    void refreshCheck();
    void refreshDetail();

    const LanguageController &m_language;
    std::optional<CertificateRequest> m_request;
    std::optional<RequestDetail> m_detail;
    std::optional<CheckReport> m_localCheck;
    std::optional<Error> m_localCheckError;
    std::optional<Result<CertificateSigningRequest>> m_csr;
    Notice m_notice = Notice::None;
    ActionRefused m_refused;
    Error m_error;
    RequestState m_seenState = RequestState::Pending; // before a conflict

    DetailHeading *m_heading;
    BannerBar *m_noticeBar;
    FindingList *m_refusalFindings;
    FactList *m_subject;
    FactList *m_names;
    FactList *m_key;
    FindingList *m_check;
    FactList *m_contact;
    FactList *m_history;
    QLabel *m_detailMissing;
    QPlainTextEdit *m_csrText;
    QPlainTextEdit *m_csrPem;
    QTabWidget *m_csrTabs;
    Section *m_subjectSection;
    Section *m_nameSection;
    Section *m_keySection;
    Section *m_checkSection;
    Section *m_contactSection;
    Section *m_historySection;
    Section *m_csrSection;
};

} // namespace tegata
