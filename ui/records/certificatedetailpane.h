// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/actionanswer.h"
#include "core/domain/certificaterecord.h"
#include "core/pki/certificate.h"
#include "core/remote/sitecapabilities.h"
#include "core/rules/certificatestanding.h"

#include <QList>
#include <QWidget>

#include <optional>

class QAction;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;

namespace tegata {

class ActionNotice;
class CertificateChainView;
class CertificateOverview;
class DetailHeading;
class LanguageController;

// A certificate as it was received, read beside the GUI thread.
struct ReadCertificates
{
    QList<Certificate> chain; // leaf first
    QString text;             // of the leaf, as "openssl x509 -text" prints it
};

// All that is known of one certificate, with the buttons to save it: 概要, テキスト, PEM, チェーン. Shows what the
// cache has at once; the certificate itself, its chain and its history follow when they come. Asks nothing itself. Its
// parts are made when the first certificate is shown: at the start a request is.
class CertificateDetailPane : public QWidget
{
    Q_OBJECT

public:
    enum class Tab
    {
        Overview,
        Text,
        Pem,
        Chain
    };

    explicit CertificateDetailPane(const LanguageController &language, QWidget *parent = nullptr);

    void showCertificate(const CertificateRecord &certificate);
    const std::optional<CertificateRecord> &certificate() const { return m_certificate; }
    // What its head offers (DetailHeading), and whether the keys obey it.
    void setActions(const QList<QAction *> &decisions, const QList<QAction *> &others);
    void setKeysShown(bool areShown);
    // What is derived of the certificate that is shown.
    void setStanding(const CertificateStanding &standing);
    const CertificateStanding &standing() const { return m_standing; }
    // What the site has nothing of is left out.
    void setCapabilities(const SiteCapabilities &site);
    // Whether a scheduled revocation can be taken back here.
    void setScheduleCancellable(bool can);
    void setDetail(const CertificateDetail &detail);
    // What only the site tells of it, persons among it, leaves the screen.
    void forgetDetail();
    const std::optional<CertificateDetail> &detail() const { return m_detail; }
    // The detail's certificates.
    void setRead(const ReadCertificates &read);

    void showRefusal(const ActionRefused &refused);
    void showError(const Error &error);

Q_SIGNALS:
    void saveRequested(bool withChain);
    // A link to another certificate: the one that it renews, or that renews it.
    void certificateRequested(const QString &serial);
    void scheduleCancelRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    bool isBuilt() const { return m_tabs != nullptr; }
    void build();
    void connectParts();
    void retranslate();
    void refresh();

    const LanguageController &m_language;
    bool m_hasProducts = true;
    bool m_canCancelSchedule = false;
    std::optional<CertificateRecord> m_certificate;
    std::optional<CertificateDetail> m_detail;
    CertificateStanding m_standing;
    ReadCertificates m_read;

    QList<QAction *> m_decisions;
    QList<QAction *> m_others;
    bool m_areKeysShown = true;
    DetailHeading *m_heading = nullptr;
    ActionNotice *m_notice = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_saveChain = nullptr;
    QPushButton *m_copyName = nullptr;
    QTabWidget *m_tabs = nullptr;
    CertificateOverview *m_overview = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QPlainTextEdit *m_pem = nullptr;
    CertificateChainView *m_chain = nullptr;
};

} // namespace tegata
