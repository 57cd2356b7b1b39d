// SPDX-License-Identifier: Apache-2.0
#include "ui/records/certificatechainview.h"

#include "ui/common/factlist.h"
#include "ui/common/section.h"
#include "ui/models/queuetext.h"
#include "ui/style/tokens.h"

#include <QVBoxLayout>

namespace tegata {

CertificateChainView::CertificateChainView(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(QStringLiteral("certificateChainView"));
    setWidgetResizable(true);
    auto *content = new QWidget;
    content->setObjectName(QStringLiteral("certificateChainContent"));
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins(space::OfCard);
    m_layout->setSpacing(space::Large);
    m_layout->addStretch(1);
    setWidget(content);
}

void CertificateChainView::setChain(const QList<Certificate> &chain)
{
    setAccessibleName(tr("Certificate chain"));
    widget()->setAccessibleName(accessibleName());
    while (m_links.size() < chain.size()) {
        auto *facts = new FactList;
        facts->setObjectName(QStringLiteral("chain%1").arg(m_links.size()));
        auto *section = new Section(QStringLiteral("chainSection%1").arg(m_links.size()), facts);
        m_layout->insertWidget(static_cast<int>(m_links.size()), section);
        m_links.append({facts, section});
    }
    for (qsizetype i = 0; i < m_links.size(); ++i) {
        m_links[i].section->setVisible(i < chain.size());
        if (i >= chain.size())
            continue;
        const Certificate &each = chain[i];
        const QString words = title(i, chain.size(), each);
        m_links[i].section->setTitle(words);
        m_links[i].facts->setAccessibleName(words);
        const QString prefix = QStringLiteral("chain%1").arg(i);
        m_links[i].facts->setFacts({
            {prefix + QStringLiteral("Subject"), tr("Subject"), each.subject().toString()},
            {prefix + QStringLiteral("Issuer"), tr("Issuer"), each.issuer().toString()},
            {prefix + QStringLiteral("NotBefore"), tr("Valid from"), QueueText::time(each.notBefore())},
            {prefix + QStringLiteral("NotAfter"), tr("Valid until"), QueueText::time(each.notAfter())},
            {prefix + QStringLiteral("Key"), tr("Key"), keyLabel(each.key())},
            {prefix + QStringLiteral("Signature"), tr("Signature"), each.signatureAlgorithm()},
            {prefix + QStringLiteral("Serial"), tr("Serial number"), each.serial(), true},
            {prefix + QStringLiteral("Fingerprint"), tr("Fingerprint (SHA-256)"), colonHex(each.sha256()), true},
        });
    }
}

QString CertificateChainView::title(qsizetype place, qsizetype length, const Certificate &certificate) const
{
    if (place == 0)
        return tr("%1. Server certificate").arg(1);
    if (place == length - 1 && certificate.isSelfIssued())
        return tr("%1. Root").arg(place + 1);
    return tr("%1. Intermediate").arg(place + 1);
}

} // namespace tegata
