// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/certificate.h"
#include "core/remote/operatorsite.h"
#include "ui/common/bannerbar.h"

#include <QList>
#include <QScrollArea>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace tegata {

class DetailHeading;
class FactList;
class FindingList;
class LanguageController;
class Section;

// All that is known of one certificate, with the buttons to save it. Shows what the cache has at once; the certificate
// itself, its chain and its history follow when they come. Asks nothing itself.
class CertificateDetailPane : public QScrollArea
{
    Q_OBJECT

public:
    explicit CertificateDetailPane(const LanguageController &language, QWidget *parent = nullptr);

    void showCertificate(const CertificateRecord &certificate);
    const std::optional<CertificateRecord> &certificate() const { return m_certificate; }
    void setDetail(const CertificateDetail &detail);
    const std::optional<CertificateDetail> &detail() const { return m_detail; }
    // The detail's certificates, read: leaf first.
    void setChain(const QList<Certificate> &chain);

    void showConflict(const CertificateDetail &current);
    void showRefusal(const ActionRefused &refused);
    void showError(const Error &error);

Q_SIGNALS:
    void saveRequested(bool withChain);

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

    const LanguageController &m_language;
    std::optional<CertificateRecord> m_certificate;
    std::optional<CertificateDetail> m_detail;
    QList<Certificate> m_chain;
    Notice m_notice = Notice::None;
    ActionRefused m_refused;
    Error m_error;

    DetailHeading *m_heading;
    BannerBar *m_noticeBar;
    FindingList *m_refusalFindings;
    QPushButton *m_save;
    QPushButton *m_saveChain;
    FactList *m_facts;
    FactList *m_subject;
    FactList *m_names;
    FactList *m_chainFacts;
    FactList *m_history;
    QPlainTextEdit *m_pem;
    QLabel *m_detailMissing;
    Section *m_factSection;
    Section *m_subjectSection;
    Section *m_nameSection;
    Section *m_chainSection;
    Section *m_historySection;
    Section *m_pemSection;
};

} // namespace tegata
