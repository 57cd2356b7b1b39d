// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/common/translateddialog.h"

#include <QVBoxLayout>

class QDialogButtonBox;

namespace tegata {

// A dialog with its content above and its buttons below, grown to its words. Who inherits puts its
// widgets into content().
class ContentDialog : public TranslatedDialog
{
    Q_OBJECT

public:
    ContentDialog(const char *name, QWidget *parent);

protected:
    QVBoxLayout *content() const { return m_content; }
    QDialogButtonBox *buttons() const { return m_buttons; }
    // Title and accessible name, of the buttons too.
    void setWords(const QString &title);

private:
    QVBoxLayout *m_content;
    QDialogButtonBox *m_buttons;
};

} // namespace tegata
