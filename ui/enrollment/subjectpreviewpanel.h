// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QVBoxLayout;

namespace tegata {

class ApplicantScope;
class EnrollmentForm;
class FactList;
class LanguageController;
class Section;

// The subject that the applicant's certificates will carry, as it will be encoded (S45, S46): in Japanese and, where
// applied for, in English; for SureServer and, where applied for, SureServer EV. Follows typing.
class SubjectPreviewPanel : public QFrame
{
    Q_OBJECT

public:
    // All outlive the panel.
    SubjectPreviewPanel(EnrollmentForm &form, const LanguageController &language, const ApplicantScope &scope,
                        QWidget *parent);

    void refresh();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Block
    {
        Section *section;
        FactList *facts;
    };
    Block addBlock(const QString &name, QVBoxLayout *layout);
    void retranslate();

    EnrollmentForm &m_form;
    const LanguageController &m_language;
    const ApplicantScope &m_scope;
    QLabel *m_title;
    QLabel *m_remark;
    Block m_blocks[4]; // OV Japanese, OV English, EV Japanese, EV English
    QTimer m_later;
};

} // namespace tegata
