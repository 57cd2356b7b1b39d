// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/formsummary.h"

#include <QTreeWidget>

namespace tegata {

// What a renewal changes of the registered data (S6): field, before, after. Enter or a double click leads to the field.
class FormChangesView : public QTreeWidget
{
    Q_OBJECT

public:
    explicit FormChangesView(QWidget *parent = nullptr);

    void setChanges(const QList<FormChange> &changes);
    void retranslate();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void fieldRequested(const QString &path);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
};

} // namespace tegata
