// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/evidence.h"

#include <QTreeWidget>

namespace tegata {

// Earlier certificates of the same name or key, of its full height up to some rows; Enter leads to one.
class EarlierList : public QTreeWidget
{
    Q_OBJECT

public:
    explicit EarlierList(QWidget *parent = nullptr);

    void setEvidence(const Evidence &evidence);

Q_SIGNALS:
    void certificateActivated(const QString &serial);

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    void add(const CertificateRecord &record, const QString &match);
};

} // namespace tegata
