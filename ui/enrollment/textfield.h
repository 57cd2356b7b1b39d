// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/fieldaccess.h"
#include "ui/enrollment/fieldwidget.h"

class QLineEdit;
class QPushButton;

namespace tegata {

// A line of text. Each key goes into the form as it is; nothing is cut or changed. What an input method composes is
// not yet text.
class TextField : public FieldWidget
{
    Q_OBJECT

public:
    // width: in average characters.
    TextField(EnrollmentForm &form, const LanguageController &language, FieldAccess<QString> access, int width,
              QWidget *parent);
    ~TextField() override;

    QLineEdit *line() const { return m_line; }
    // A finding whose args["expected"] is the whole text that should stand here gets a button that writes it: for
    // identifiers and places, not for names.
    void offerCorrections();

protected:
    void readValue() override;
    void setEditable(bool editable) override;
    void findingsShown(const QList<Finding> &findings) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

    QString text() const;
    void write(const QString &text);
    // The same as a step of its own.
    void replace(const QString &text);

private:
    FieldAccess<QString> m_access;
    QLineEdit *m_line;
    QPushButton *m_correct = nullptr;
    QString m_correction;
};

} // namespace tegata
