// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/certificaterecord.h"
#include "core/pki/certificate.h"
#include "core/rules/certificatestanding.h"

#include <QScrollArea>

#include <optional>

class QLabel;
class QPushButton;

namespace tegata {

class BannerBar;
class FactList;
class Section;

// 概要: what is known of one certificate as facts, with what stands out of it above them: due for renewal, renewed,
// subject or domain no longer as registered, a revocation to come. Predecessor and successor are links.
class CertificateOverview : public QScrollArea
{
    Q_OBJECT

public:
    explicit CertificateOverview(QWidget *parent = nullptr);

    // leaf: the certificate itself, once it is here.
    void setCertificate(const CertificateRecord &certificate, const CertificateStanding &standing,
                        const std::optional<Certificate> &leaf, const QList<HistoryEntry> &history);
    void setScheduleCancellable(bool can);

Q_SIGNALS:
    void certificateRequested(const QString &serial);
    void scheduleCancelRequested();

private:
    void showMarks(const CertificateRecord &certificate, const CertificateStanding &standing);
    void showFacts(const CertificateRecord &certificate, const CertificateStanding &standing,
                   const std::optional<Certificate> &leaf);
    void showSubject(const CertificateRecord &certificate);

    BannerBar *m_marks;
    BannerBar *m_schedule;
    QPushButton *m_predecessor;
    QPushButton *m_successor;
    FactList *m_facts;
    FactList *m_subject;
    FactList *m_names;
    FactList *m_history;
    QLabel *m_detailMissing;
    Section *m_factSection;
    Section *m_subjectSection;
    Section *m_nameSection;
    Section *m_historySection;
    QString m_predecessorSerial;
    QString m_successorSerial;
    bool m_canCancelSchedule = false;
};

} // namespace tegata
