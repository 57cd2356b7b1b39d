// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/language.h"
#include "core/domain/enrollmentstate.h"
#include "ui/common/bannerbar.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QFrame;
class QLabel;
class QPushButton;

namespace tegata {

class LanguageController;

// How an application stands on its way to the site, in words, and the buttons for what can be done now: save as PDF,
// send after a confirmation that says what will happen, give up a queued one, refresh and withdraw a received one.
class SendPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Sending
    {
        None,
        Queued, // waits for a connection
        Sending // on its way, or its answer was lost and it is sent again
    };

    // What the panel words and enables its buttons by.
    struct Facts
    {
        QString subscriber; // whose application it is
        int domains = 0;
        int operators = 0;
        int errors = 0;
        int warnings = 0;
        bool isReadOnly = false;
        bool sendsPassword = false; // S11 goes with it

        friend bool operator==(const Facts &, const Facts &) = default;
    };

    // language outlives the panel.
    explicit SendPanel(const LanguageController &language, QWidget *parent = nullptr);

    void setFacts(const Facts &facts);
    void setSending(Sending sending);
    void setReceipt(std::optional<EnrollmentReceipt> receipt);
    void setConnected(bool connected);
    void setBusy(bool busy);
    // Asks whether a queued application is to go out now.
    void askForConfirmation();
    void showMessage(BannerBar::Kind kind, const QString &text);

Q_SIGNALS:
    void savePdfRequested(tegata::Language language);
    void sendRequested();
    void queuedSendConfirmed();
    void queuedSendCancelled();
    void refreshRequested();
    void withdrawRequested();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Question
    {
        None,
        Send,
        SendQueued,
        Withdraw
    };

    QWidget *makeButtons();
    void makeQuestion();
    void retranslate();
    void showState();
    void ask(Question question);
    void answer(bool yes);
    QString standing() const;
    QString questionText() const;
    QString whyNotSendable() const;

    const LanguageController &m_language;
    Facts m_facts;
    Sending m_sending = Sending::None;
    std::optional<EnrollmentReceipt> m_receipt;
    bool m_isConnected = false;
    bool m_isBusy = false;
    Question m_question = Question::None;

    BannerBar *m_message;
    QLabel *m_icon;
    QLabel *m_standing;
    QLabel *m_obstacle;
    QFrame *m_questionFrame;
    QLabel *m_questionLabel;
    QPushButton *m_yes;
    QPushButton *m_no;
    QPushButton *m_send;
    QPushButton *m_cancelQueued;
    QPushButton *m_refresh;
    QPushButton *m_withdraw;
    QLabel *m_pdfLabel;
    QComboBox *m_pdfLanguage;
    QPushButton *m_pdf;
};

} // namespace tegata
