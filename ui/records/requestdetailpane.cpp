// SPDX-License-Identifier: Apache-2.0
#include "ui/records/requestdetailpane.h"

#include "core/base/visibletext.h"
#include "core/domain/errortext.h"
#include "core/rules/approvalrules.h"
#include "core/rules/certificatekind.h"
#include "core/rules/findingtext.h"
#include "ui/common/factlist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/named.h"
#include "ui/common/section.h"
#include "ui/common/verdictcard.h"
#include "ui/common/wording.h"
#include "ui/models/queuetext.h"
#include "ui/records/actionnotice.h"
#include "ui/records/csrtext.h"
#include "ui/records/detailheading.h"
#include "ui/records/evidencepanel.h"
#include "ui/records/historytext.h"
#include "ui/records/profiletext.h"
#include "ui/records/recordstate.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

QPlainTextEdit *readingText(const char *name, QWidget *parent)
{
    auto *text = named(new QPlainTextEdit(parent), name);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    setTextRole(text, TextRole::Mono);
    text->setMinimumHeight(text->fontMetrics().lineSpacing() * 14);
    return text;
}

// "1 of 2: 山田 太郎"; nothing where one approval is enough and none was given.
QString approvalsText(const CertificateRequest &request, const QList<Actor> &approvers)
{
    if (request.approvalsNeeded <= 1 && request.approvedBy.isEmpty())
        return {};
    QStringList names;
    for (const QString &id : request.approvedBy) {
        const auto actor = std::find_if(approvers.cbegin(), approvers.cend(),
                                        [&id](const Actor &each) { return each.id == id && !each.name.isEmpty(); });
        names.append(actor == approvers.cend() ? id : actor->name);
    }
    //: %1: approvals given, %2: approvals needed
    const QString count = RequestDetailPane::tr("%1 of %2").arg(request.approvedBy.size()).arg(request.approvalsNeeded);
    return names.isEmpty() ? count : QStringLiteral("%1: %2").arg(count, Wording::list(names));
}

} // namespace

RequestDetailPane::RequestDetailPane(const LanguageController &language, QWidget *parent)
    : QScrollArea(parent), m_language(language), m_heading(new DetailHeading(QStringLiteral("requestHeading"), this)),
      m_notice(new ActionNotice(language, QStringLiteral("request"))), m_subject(named(new FactList, "requestSubject")),
      m_names(named(new FactList, "requestNames")), m_key(named(new FactList, "requestKey")),
      m_verdict(new VerdictCard(QStringLiteral("requestVerdict"))), m_evidence(new EvidencePanel(language)),
      m_contact(named(new FactList, "requestContact")), m_inputs(named(new FactList, "profileInputs")),
      m_values(named(new FactList, "profileValues")), m_notes(named(new FactList, "requestNotes")),
      m_history(named(new FactList, "requestHistory")), m_detailRemark(named(new QLabel, "requestDetailRemark")),
      m_csrText(readingText("requestCsrText", nullptr)), m_csrPem(readingText("requestCsrPem", nullptr)),
      m_csrTabs(named(new QTabWidget, "requestCsrTabs")),
      m_subjectSection(new Section(QStringLiteral("subjectSection"), m_subject)),
      m_nameSection(new Section(QStringLiteral("nameSection"), m_names)),
      m_keySection(new Section(QStringLiteral("keySection"), m_key)),
      m_noteSection(new Section(QStringLiteral("noteSection"), m_notes)),
      m_contactSection(new Section(QStringLiteral("contactSection"), m_contact)),
      m_inputSection(new Section(QStringLiteral("profileInputSection"), m_inputs)),
      m_valueSection(new Section(QStringLiteral("profileValueSection"), m_values)),
      m_historySection(new Section(QStringLiteral("historySection"), m_history)),
      m_csrSection(new Section(QStringLiteral("csrSection"), m_csrTabs))
{
    setObjectName(QStringLiteral("requestDetailPane"));
    setWidgetResizable(true);
    m_csrTabs->addTab(m_csrText, QString());
    m_csrTabs->addTab(m_csrPem, QString());
    m_detailRemark->setWordWrap(true);
    m_detailRemark->setTextFormat(Qt::PlainText);
    auto *content = named(new QWidget, "requestDetailContent");
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(space::OfCard);
    layout->setSpacing(space::Large);
    for (QWidget *part : std::initializer_list<QWidget *>{
             m_notice, m_verdict, m_evidence, m_valueSection, m_subjectSection, m_nameSection, m_keySection,
             m_detailRemark, m_contactSection, m_inputSection, m_noteSection, m_historySection, m_csrSection})
        layout->addWidget(part);
    layout->addStretch(1);
    setWidget(content);
    const auto key = [this](Qt::Key which, int by) {
        auto *shortcut = new QShortcut(which, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, by] { stepSection(by); });
    };
    key(Qt::Key_BracketRight, 1);
    key(Qt::Key_BracketLeft, -1);
    connect(m_evidence, &EvidencePanel::certificateActivated, this, &RequestDetailPane::certificateActivated);
    connect(m_verdict, &VerdictCard::actionTriggered, this, &RequestDetailPane::approvalRequested);
    m_heading->hide(); // until somebody has placed it
    refresh();
}

void RequestDetailPane::showRequest(const CertificateRequest &request)
{
    if (!m_request || m_request->id != request.id) {
        m_detail.reset();
        m_cachedDetail.reset();
        m_evidence->clear();
        m_evidenceError.reset();
        m_profileCheck.reset();
        m_obstacle.reset();
        m_csr.reset();
        clearNotice();
        ensureVisible(0, 0);
    } else if (m_request->csr != request.csr) {
        m_csr.reset();
    }
    if (m_detail && m_detail->request.version < request.version) {
        m_detail.reset();
        m_profileCheck.reset();
    }
    if (m_conflict && m_request && m_request->version < request.version)
        clearNotice();
    m_request = request;
    refresh();
}

void RequestDetailPane::forgetDetail()
{
    if (!m_request)
        return;
    m_detail.reset();
    m_cachedDetail.reset();
    m_profileCheck.reset();
    refresh();
}

void RequestDetailPane::setDetail(const RequestDetail &detail)
{
    if (!m_request || m_request->id != detail.request.id || m_request->version > detail.request.version)
        return;
    m_request = detail.request;
    m_detail = detail;
    refresh();
}

void RequestDetailPane::setCachedDetail(const CachedDetail &detail)
{
    if (!m_request || m_request->id != detail.detail.request.id)
        return;
    m_cachedDetail = detail;
    refreshDetail();
}

void RequestDetailPane::setEvidence(const Result<Evidence> &evidence)
{
    if (!m_request || (evidence && evidence->requestId != m_request->id))
        return;
    m_evidenceError = evidence ? std::nullopt : std::optional(evidence.error());
    if (evidence)
        m_evidence->setEvidence(*evidence, m_request->product);
    refreshEvidenceRemark();
    refreshVerdict();
    refreshSubject();
}

void RequestDetailPane::setProfileCheck(const Result<CheckReport> &report)
{
    m_profileCheck = report.value_or(CheckReport());
    refreshSiteCheck();
    refreshVerdict();
}

bool RequestDetailPane::isChecked() const
{
    const bool isProfileOpen = m_request && !m_request->profile.isEmpty() && !m_profileCheck;
    return (evidence().has_value() || m_evidenceError.has_value()) && !isProfileOpen;
}

void RequestDetailPane::setObstacle(std::optional<ApprovalObstacle> obstacle)
{
    if (m_obstacle == obstacle)
        return;
    m_obstacle = obstacle;
    refreshVerdict();
}

const std::optional<Evidence> &RequestDetailPane::evidence() const
{
    return m_evidence->evidence();
}

QList<QWidget *> RequestDetailPane::stops() const
{
    QList<QWidget *> stops = m_evidence->stops();
    for (Section *section : {m_valueSection, m_subjectSection, m_nameSection, m_keySection, m_contactSection,
                             m_inputSection, m_noteSection, m_historySection, m_csrSection}) {
        if (!section->isHidden())
            stops.append(section);
    }
    return stops;
}

void RequestDetailPane::stepSection(int by)
{
    const QList<QWidget *> all = stops();
    qsizetype at = -1;
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (all[i]->hasFocus() || all[i]->isAncestorOf(focusWidget()))
            at = i;
    }
    const qsizetype next = at < 0 ? (by > 0 ? 0 : all.size() - 1) : at + by;
    if (next < 0 || next >= all.size())
        return;
    all[next]->setFocus(Qt::ShortcutFocusReason);
    // The title above it and as much of it as there is room for.
    const int top = all[next]->mapTo(widget(), QPoint(0, 0)).y();
    ensureVisible(0, top + qMin(all[next]->height(), viewport()->height() - 40), 0, 20);
    ensureVisible(0, qMax(0, top - 40), 0, 0);
}

void RequestDetailPane::setCsr(const Result<CertificateSigningRequest> &csr)
{
    m_csr = csr;
    refreshSubject();
}

FindingOutcome RequestDetailPane::checkOutcome() const
{
    // Nothing was checked here yet: what the queue says.
    if (!m_evidence->evidence() && !m_detail)
        return m_request ? m_request->checkState.outcome().value_or(FindingOutcome::Note) : FindingOutcome::Note;
    return m_evidence->outcome();
}

void RequestDetailPane::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QScrollArea::changeEvent(event);
}

void RequestDetailPane::refresh()
{
    setAccessibleName(tr("Details of the request"));
    widget()->setAccessibleName(accessibleName());
    m_subjectSection->setTitle(tr("Subject"));
    m_subject->setAccessibleName(tr("Subject"));
    m_nameSection->setTitle(tr("Names (SAN)"));
    m_names->setAccessibleName(tr("Names (SAN)"));
    m_keySection->setTitle(tr("Key"));
    m_key->setAccessibleName(tr("Key"));
    m_noteSection->setTitle(tr("Internal notes"));
    m_notes->setAccessibleName(tr("Internal notes"));
    m_contactSection->setTitle(tr("Request"));
    m_contact->setAccessibleName(tr("Request"));
    m_inputSection->setTitle(tr("Submitted with the CSR"));
    m_inputs->setAccessibleName(tr("Submitted with the CSR"));
    m_valueSection->setTitle(tr("What the profile will issue"));
    m_values->setAccessibleName(tr("What the profile will issue"));
    m_historySection->setTitle(tr("History"));
    m_history->setAccessibleName(tr("History"));
    m_csrSection->setTitle(tr("CSR"));
    m_csrTabs->setAccessibleName(tr("CSR"));
    m_csrTabs->setTabText(0, tr("Text"));
    m_csrTabs->setTabText(1, tr("PEM"));
    m_csrText->setAccessibleName(tr("CSR as text"));
    m_csrPem->setAccessibleName(tr("CSR as PEM"));
    if (!m_request)
        return;
    const RecordState state = stateOf(m_request->state);
    m_heading->setState(state.meaning, state.icon, QueueText::requestState(m_request->state));
    QStringList line;
    if (m_request->profile.isEmpty())
        line << QueueText::product(m_request->product)
             << (m_request->language == Language::Japanese ? tr("Japanese subject") : tr("English subject"));
    else
        line << m_request->profile;
    if (m_request->expiresAt.isValid() && stateAfter(m_request->state, RequestAction::Approve))
        //: %1: day by which the request is to be decided
        line << tr("due %1").arg(m_request->expiresAt.toLocalTime().date().toString(Qt::ISODate));
    m_heading->setTexts(m_request->commonName, line.join(QStringLiteral(" · ")));
    refreshConflict();
    refreshEvidenceRemark();
    refreshSubject();
    refreshDetail();
    refreshVerdict();
}

void RequestDetailPane::refreshSubject()
{
    const bool isRead = m_csr && *m_csr;
    QList<NameAttribute> attributes;
    if (isRead)
        attributes = (*m_csr)->subject().attributes();
    else if (const Result<DistinguishedName> subject = DistinguishedName::parse(m_request->subject))
        attributes = subject->attributes();
    QList<Fact> subject;
    for (const NameAttribute &attribute : std::as_const(attributes))
        subject.append({QStringLiteral("subject%1_%2").arg(QString::number(subject.size()), attribute.type),
                        QueueText::attribute(attribute.type), attribute.value});
    if (attributes.isEmpty())
        subject.append({QStringLiteral("subjectText"), tr("Subject"), m_request->subject});
    m_subject->setFacts(subject);

    QList<Fact> names;
    for (const QString &san : std::as_const(m_request->sans))
        names.append({QStringLiteral("san%1").arg(names.size()), tr("DNS"), san});
    if (names.isEmpty())
        names.append({QStringLiteral("sanNone"), tr("DNS"), tr("None requested")});
    m_names->setFacts(names);
    // The comparison tells all three, and more.
    const bool isCompared = m_evidence->evidence().has_value();
    for (Section *section : {m_subjectSection, m_nameSection, m_keySection})
        section->setVisible(!isCompared);

    QList<Fact> key{{QStringLiteral("keyLabel"), tr("Kind"), m_request->key.label},
                    {QStringLiteral("keySpki"), tr("SHA-256 of the key"), m_request->key.spkiSha256, true, true}};
    if (isRead)
        key.append({QStringLiteral("keySignature"), tr("Signature of the CSR"),
                    //: %1: signature algorithm
                    (*m_csr)->signatureValid() ? tr("%1, verified").arg((*m_csr)->signatureAlgorithm())
                                               : tr("%1, not valid").arg((*m_csr)->signatureAlgorithm())});
    m_key->setFacts(key);

    m_csrPem->setPlainText(QString::fromLatin1(m_request->csr));
    if (isRead)
        m_csrText->setPlainText(visibleLines(csrText(**m_csr)));
    else
        m_csrText->setPlainText(m_csr ? describe(m_csr->error(), m_language.phrasebook()).message : QString());
}

void RequestDetailPane::refreshEvidenceRemark()
{
    if (m_evidenceError)
        m_evidence->showRemark(describe(*m_evidenceError, m_language.phrasebook()).message);
    else if (!m_evidence->evidence())
        m_evidence->showRemark(tr("Checking…"));
}

void RequestDetailPane::refreshVerdict()
{
    // Nobody waits for an approval.
    if (!m_request || !stateAfter(m_request->state, RequestAction::Approve)) {
        m_verdict->clear();
        return;
    }
    const Phrasebook &phrasebook = m_language.phrasebook();
    const QList<Finding> &findings = m_evidence->findings();
    const auto count = [&findings](FindingOutcome outcome) {
        return static_cast<int>(std::count_if(findings.cbegin(), findings.cend(),
                                              [outcome](const Finding &each) { return each.outcome == outcome; }));
    };
    if (m_obstacle) {
        const FindingText words = findingText(approvalFinding(*m_obstacle), phrasebook);
        m_verdict->showVerdict(Meaning::Danger, words.message, words.remedy);
    } else if (const int errors = count(FindingOutcome::Error); errors > 0) {
        m_verdict->showVerdict(Meaning::Danger, tr("Cannot be approved, %n error(s)", nullptr, errors),
                               findingText(findings.constFirst(), phrasebook).message);
    } else if (checkOutcome() == FindingOutcome::Error) {
        m_verdict->showVerdict(Meaning::Danger, tr("Cannot be approved: the site's check found errors."));
    } else if (const int warnings = count(FindingOutcome::Warning); warnings > 0) {
        m_verdict->showVerdict(Meaning::Warning, tr("%n warnings: give a reason to approve.", nullptr, warnings),
                               findingText(findings.constFirst(), phrasebook).message, tr("Approve with a reason…"));
    } else if (m_evidenceError) {
        m_verdict->showVerdict(Meaning::Warning, tr("The check could not be made on this computer."));
    } else if (!m_evidence->evidence()) {
        m_verdict->showVerdict(Meaning::Info, tr("Checking…"));
    } else if (saysOtherKind(findings)) {
        m_verdict->showVerdict(Meaning::Info,
                               tr("Ready to approve as far as checked. Names, usages and validity were not checked."));
    } else {
        m_verdict->showVerdict(Meaning::Success, tr("Ready to approve"));
    }
}

void RequestDetailPane::refreshDetail()
{
    const RequestDetail detail = shownDetail();
    const auto person = [](const Actor &actor) { return actor.name.isEmpty() ? actor.id : actor.name; };
    // Cached details may tell of an earlier one.
    const bool knowsClaimant = m_detail || detail.claimant.id == m_request->claimedBy;
    const QString claimant = knowsClaimant ? person(detail.claimant) : m_request->claimedBy;
    m_contact->setFacts({
        {QStringLiteral("requestId"), tr("Receipt number"), m_request->id},
        {QStringLiteral("requestSubmitted"), tr("Submitted on"), QueueText::time(m_request->submittedAt)},
        {QStringLiteral("requestExpires"), tr("Due"), QueueText::time(m_request->expiresAt)},
        {QStringLiteral("requestRenewalOf"), tr("Renewal of"), m_request->renewalOf, true, true},
        {QStringLiteral("requestSerial"), tr("Serial number"), m_request->serial, true, true},
        {QStringLiteral("requestApprovals"), tr("Approvals"), approvalsText(*m_request, detail.approvers)},
        {QStringLiteral("requestLastEditor"), tr("Edited last by"), m_request->lastEditedBy},
        {QStringLiteral("requestClaimant"), tr("Claimed by"), claimant},
        {QStringLiteral("requestRequester"), tr("Procedure contact"), person(detail.requester)},
        {QStringLiteral("requestRequesterMail"), tr("Contact's e-mail"), detail.requesterMail},
        {QStringLiteral("requestNotifyMail"), tr("Issue notice e-mail"), detail.notifyMail},
        {QStringLiteral("requestComment"), tr("Contact's comment"), detail.comment},
        {QStringLiteral("requestHoldComment"), tr("Hold comment"), detail.holdComment},
        {QStringLiteral("requestReason"), tr("Reason"), detail.reason},
    });
    QList<Fact> notes;
    for (const InternalNote &note : std::as_const(detail.notes))
        notes.append({QStringLiteral("note%1").arg(notes.size()),
                      QStringLiteral("%1\n%2").arg(person(note.actor), QueueText::time(note.at)), note.text});
    m_notes->setFacts(notes);
    m_noteSection->setVisible(!notes.isEmpty());
    refreshSiteCheck();
    refreshProfile();
    refreshVerdict();
    m_history->setFacts(historyFacts(detail.history));
    m_historySection->setVisible(!detail.history.isEmpty());
    refreshDetailRemark();
}

// The site's, else the cached ones without what an earlier version says of the request's state.
RequestDetail RequestDetailPane::shownDetail() const
{
    if (m_detail || !m_cachedDetail)
        return m_detail.value_or(RequestDetail());
    RequestDetail detail = m_cachedDetail->detail;
    if (detail.request.state != m_request->state) {
        detail.holdComment.clear();
        detail.reason.clear();
    }
    return detail;
}

void RequestDetailPane::refreshDetailRemark()
{
    m_detailRemark->setVisible(!m_detail);
    m_detailRemark->setText(
        m_cachedDetail
            //: %1: date and time
            ? tr("Comments and history as of %1, not refreshed.").arg(QueueText::time(m_cachedDetail->fetchedAt))
            : tr("Comments and history are shown while connected to the site."));
    m_detailRemark->setAccessibleName(m_detailRemark->text());
}

void RequestDetailPane::refreshSiteCheck()
{
    CheckReport report = m_detail ? m_detail->check : CheckReport();
    if (m_profileCheck)
        report.findings += m_profileCheck->findings;
    m_evidence->setSiteCheck(report);
}

void RequestDetailPane::refreshProfile()
{
    const std::optional<EnrollmentProfile> profile = shownDetail().profile;
    m_inputs->setFacts(profile ? profileInputFacts(*profile) : QList<Fact>());
    m_inputSection->setVisible(profile.has_value());
    // What will be issued is the site's to say, and now.
    const bool isLive = m_detail && profile;
    m_values->setFacts(isLive ? profileValueFacts(*profile) : QList<Fact>());
    m_valueSection->setVisible(isLive && !profile->values.isEmpty());
}

} // namespace tegata
