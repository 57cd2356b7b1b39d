// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/desk/operatordesk.h"

#include <QDateTime>
#include <QObject>
#include <QSet>

#include <optional>

namespace tegata {

// From a key to a decision, so that no key decides what the person did not look at. A decision is bound to the request
// and version that are shown. A key is refused, with a hint, while the check of what is shown has not ended, within
// GuardTime after the row changed without the person's doing (the list moved, or the next row came by itself), and for
// what is decided already. A request whose checks all passed is approved by one key, because the undo window takes a
// slip back (where there is no window, or the person set it so, it is asked); warnings ask for a note; errors are never
// approved. Knows no widgets. Desk and clock outlive it.
class DecisionFlow : public QObject
{
    Q_OBJECT

public:
    static constexpr int GuardTime = 300; // milliseconds

    struct Shown
    {
        CertificateRequest request;
        std::optional<FindingOutcome> outcome; // nothing: still being checked
    };
    // An action on a request that did not come about: refused, in conflict with what is there now, or an error.
    struct Failed
    {
        CertificateRequest request;
        OutboxAction action;
        std::variant<ActionRefused, ActionConflict<RequestDetail>, Error> why;
    };

    DecisionFlow(OperatorDesk &desk, const Clock &clock, QObject *parent = nullptr);

    void setApproveAtOnce(bool atOnce) { m_approveAtOnce = atOnce; }
    // Who brought another row: the person, or the program by itself. Another version of the row was always brought by
    // the program.
    enum class Mover
    {
        Person,
        Program
    };
    void setShown(const std::optional<Shown> &shown, Mover mover);
    // A key was pressed, or a button: what is shown is to be decided so.
    void begin(RequestAction action);
    // The answer to noteNeeded(), or where nothing needs to be asked.
    void decide(const CertificateRequest &request, RequestAction action, const QString &note);
    void setEvidence(std::optional<Evidence> evidence) { m_evidence = std::move(evidence); }
    // Its decision waits in the outbox, or on its way there.
    bool isGiven(const QString &requestId) const;

Q_SIGNALS:
    void noteNeeded(const tegata::CertificateRequest &request, tegata::RequestAction action, tegata::ActionNote note);
    // Why a key did nothing.
    void hint(const QString &text);
    // Stored or being stored: time for the next one.
    void given(const tegata::CertificateRequest &request, tegata::RequestAction action);
    void done(const tegata::RequestDetail &detail, tegata::RequestAction action);
    void takenBack(const tegata::CertificateRequest &request, tegata::RequestAction action);
    void failed(const tegata::DecisionFlow::Failed &failed);
    void givenChanged();

private:
    bool isGuarded() const;
    void beginApproval(const Shown &shown);
    void onAnswer(const CertificateRequest &request, const Decision &decision, const Result<DecisionAnswer> &answer);

    OperatorDesk &m_desk;
    const Clock &m_clock;
    bool m_approveAtOnce = true;
    std::optional<Shown> m_shown;
    std::optional<Evidence> m_evidence;
    QDateTime m_guardUntil;
    QSet<QString> m_given; // ids of requests whose future has not delivered
};

} // namespace tegata
