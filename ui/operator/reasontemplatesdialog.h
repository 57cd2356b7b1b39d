// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/domain/requeststate.h"
#include "ui/common/translateddialog.h"

class QDialogButtonBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace tegata {

class ReasonTemplates;

// The person's own reasons for one action: add, edit in place, remove, move. Stored when it is accepted. Opened with
// open(), deletes itself.
class ReasonTemplatesDialog : public TranslatedDialog
{
    Q_OBJECT

public:
    // templates outlives it.
    ReasonTemplatesDialog(ReasonTemplates &templates, RequestAction action, QWidget *parent = nullptr);

protected:
    void retranslate() override;

private:
    QPushButton *makeButton(const char *name);
    void addLine();
    void move(int by);
    void updateEnabled();
    void store();

    ReasonTemplates &m_templates;
    const RequestAction m_action;
    QLabel *m_remark;
    QListWidget *m_list;
    QPushButton *m_add;
    QPushButton *m_edit;
    QPushButton *m_remove;
    QPushButton *m_up;
    QPushButton *m_down;
    QDialogButtonBox *m_buttons;
    QPushButton *m_save;
    QPushButton *m_back;
};

} // namespace tegata
