// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QDialog;

namespace tegata {

// Keeps a dialog at least as high as its layout needs at its width. A window's own minimum leaves out how many lines
// wrapped labels take, so that a longer text, another language or an error cut them off. The dialog's child.
class GrowToFit : public QObject
{
    Q_OBJECT

public:
    explicit GrowToFit(QDialog *dialog);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void grow();

    QDialog *m_dialog;
};

} // namespace tegata
