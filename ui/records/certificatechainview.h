// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/pki/certificate.h"

#include <QList>
#include <QScrollArea>

class QVBoxLayout;

namespace tegata {

class FactList;
class Section;

// チェーン: each certificate from the leaf to the root with what identifies it, one section each.
class CertificateChainView : public QScrollArea
{
    Q_OBJECT

public:
    explicit CertificateChainView(QWidget *parent = nullptr);

    // Leaf first.
    void setChain(const QList<Certificate> &chain);

private:
    struct Link
    {
        FactList *facts;
        Section *section;
    };
    QString title(qsizetype place, qsizetype length, const Certificate &certificate) const;

    QVBoxLayout *m_layout;
    QList<Link> m_links; // made when needed, hidden when not
};

} // namespace tegata
