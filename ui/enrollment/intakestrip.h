// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/rules/domainlist.h"

#include <QFrame>

#include <optional>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace tegata {

class LanguageController;

// What became of a paste or an import: how many entries were taken, which were changed and which were not, with the
// reason. Stays until it is closed; the text can be copied.
class IntakeStrip : public QFrame
{
    Q_OBJECT

public:
    // language outlives the strip.
    explicit IntakeStrip(const LanguageController &language, QWidget *parent = nullptr);

    // Hidden when every entry was taken as it stood.
    void showIntake(const DomainIntake &intake);
    void showError(const Error &error);
    void dismiss();
    QString text() const;

Q_SIGNALS:
    void dismissed();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void retranslate();
    void copy();
    QString heading() const;
    // At most so many lines, and how many more there are.
    QString details(qsizetype most) const;

    const LanguageController &m_language;
    std::optional<DomainIntake> m_intake;
    std::optional<Error> m_error;
    QLabel *m_icon;
    QLabel *m_heading;
    QPlainTextEdit *m_details;
    QPushButton *m_copy;
    QPushButton *m_close;
};

} // namespace tegata
