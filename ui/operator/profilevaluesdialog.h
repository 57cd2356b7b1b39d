// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/desk/operatordesk.h"
#include "core/domain/enrollmentprofile.h"
#include "ui/common/bannerbar.h"

#include <QDialog>
#include <QList>

#include <functional>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace tegata {

class LanguageController;

// Corrects what the authority's profile made of a request: its values with what the authority accepts there, those that
// cannot be changed for reading; and says why. "Check" asks the site whether it would take the values, and shows what
// it says; nothing is changed by that. Only what was changed is sent. Opened with open(), deletes itself.
class ProfileValuesDialog : public QDialog
{
    Q_OBJECT

public:
    // desk and language outlive it.
    ProfileValuesDialog(OperatorDesk &desk, const LanguageController &language, CertificateRequest request,
                        EnrollmentProfile profile, QWidget *parent = nullptr);

    const CertificateRequest &request() const { return m_request; }
    // What was changed, with the reason.
    RequestEdit edit() const;

private:
    struct Editor
    {
        QString id;
        QString before;
        std::function<QString()> value;
    };

    void addValues(QFormLayout *form);
    void addValue(QFormLayout *form, const ProfileValue &value, int number);
    QWidget *editorOf(const ProfileValue &value);
    void updateEnabled();
    void check();
    void onChecked(const Result<DecisionAnswer> &answer);

    OperatorDesk &m_desk;
    const LanguageController &m_language;
    const CertificateRequest m_request;
    const EnrollmentProfile m_profile;
    QList<Editor> m_editors;
    QPlainTextEdit *m_why;
    QLabel *m_problem;
    BannerBar *m_answer;
    QPushButton *m_check;
    QPushButton *m_update;
    quint64 m_generation = 0; // what was typed since makes an answer old
};

} // namespace tegata
