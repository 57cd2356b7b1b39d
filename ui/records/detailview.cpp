// SPDX-License-Identifier: Apache-2.0
#include "ui/records/detailview.h"

#include "core/rules/profilerules.h"
#include "ui/common/emptystate.h"
#include "ui/records/certificatedetailpane.h"
#include "ui/records/detailheading.h"
#include "ui/records/requestdetailpane.h"
#include "ui/style/ground.h"
#include "ui/style/tokens.h"

#include <QEvent>
#include <QFrame>
#include <QVBoxLayout>

namespace tegata {

namespace {

constexpr int FetchDelay = 80; // milliseconds

Result<ReadCertificates> readCertificates(const CertificateDetail &detail)
{
    ReadCertificates read;
    for (const QByteArray &pem : QList<QByteArray>{detail.pem} + detail.chain) {
        Result<Certificate> certificate = Certificate::parse(pem);
        if (!certificate)
            return failure(certificate.error());
        read.chain.append(*certificate);
    }
    read.text = read.chain.constFirst().text();
    return read;
}

} // namespace

DetailView::DetailView(CustomerRecords &records, const LanguageController &language, Worker &worker, QWidget *parent)
    : QStackedWidget(parent), m_records(records), m_worker(worker), m_evidence(records),
      m_nothing(new EmptyState(QStringLiteral("nothingSelected"), false)),
      m_requestPane(new RequestDetailPane(language)), m_certificatePane(new CertificateDetailPane(language)),
      m_requestPage(new QWidget)
{
    setObjectName(QStringLiteral("detailView"));
    setMinimumWidth(characterWidth(this) * 48);
    addWidget(m_nothing);
    m_requestPage->setObjectName(QStringLiteral("requestDetailPage"));
    m_requestPage->setFocusProxy(m_requestPane);
    auto *head = new QFrame(m_requestPage);
    head->setObjectName(QStringLiteral("requestDetailHead"));
    setGround(head, Ground::Surface);
    auto *headLayout = new QVBoxLayout(head);
    headLayout->setContentsMargins(space::Large, space::Medium, space::Large, space::Medium);
    headLayout->addWidget(&m_requestPane->heading());
    m_requestPane->heading().show();
    auto *page = new QVBoxLayout(m_requestPage);
    page->setContentsMargins(space::Nothing);
    page->setSpacing(space::None);
    page->addWidget(head);
    page->addWidget(m_requestPane, 1);
    addWidget(m_requestPage);
    addWidget(m_certificatePane);
    m_timer.setSingleShot(true);
    m_timer.setInterval(FetchDelay);
    connect(&m_timer, &QTimer::timeout, this, &DetailView::fetch);
    connect(&m_records, &CustomerRecords::registrationChanged, this, &DetailView::refetch);
    connect(&m_records, &CustomerRecords::clockLeapt, this, &DetailView::refetch);
    connect(&m_evidence, &EvidenceGatherer::updated, this, [this](const Evidence &evidence) {
        m_requestPane->setEvidence(evidence);
        Q_EMIT changed();
    });
    connect(&m_evidence, &EvidenceGatherer::optionsChanged, this, &DetailView::refetch);
    connect(m_requestPane, &RequestDetailPane::certificateActivated, this, &DetailView::certificateActivated);
    connect(&m_records.cache(), &QueueCache::changed, this, [this](const ChangeSet &changes) {
        // A successor may have come.
        if (const CertificateRecord *shown = certificate(); shown && !changes.of(QueueView::Issued).isEmpty())
            updateStanding(*shown);
    });
    connect(m_certificatePane, &CertificateDetailPane::saveRequested, this, [this](bool withChain) {
        if (m_certificatePane->detail())
            Q_EMIT saveRequested(*m_certificatePane->detail(), withChain);
    });
    retranslate();
}

void DetailView::showRow(const QueueRow &row)
{
    const QString before = shownId();
    if (const CertificateRequest *request = row.request()) {
        if (const CertificateRequest *shown = this->request(); shown && *shown == *request)
            return;
        m_requestPane->showRequest(*request);
        setCurrentWidget(m_requestPage);
        if (const std::optional<Evidence> evidence = m_evidence.known(*request))
            m_requestPane->setEvidence(*evidence);
    } else if (const CertificateRecord *certificate = row.certificate()) {
        if (const CertificateRecord *shown = this->certificate(); shown && *shown == *certificate)
            return;
        // What the successor changes in it follows.
        m_certificatePane->setStanding(
            {expiryOf(*certificate, m_records.clock().now().toLocalTime()), {}, false, {}, {}});
        m_certificatePane->showCertificate(*certificate);
        setCurrentWidget(m_certificatePane);
    }
    ++m_generation;
    if (before != shownId())
        m_timer.stop();
    refetch();
    Q_EMIT changed();
}

void DetailView::showNothing()
{
    ++m_generation;
    m_timer.stop();
    setCurrentWidget(m_nothing);
    Q_EMIT changed();
}

void DetailView::forget()
{
    ++m_generation; // what is on its way is not shown any more
    m_timer.stop();
    m_requestPane->forgetDetail();
    m_certificatePane->forgetDetail();
}

const CertificateRequest *DetailView::request() const
{
    return currentWidget() == m_requestPage && m_requestPane->request() ? &*m_requestPane->request() : nullptr;
}

const CertificateRecord *DetailView::certificate() const
{
    const bool isShown = currentWidget() == m_certificatePane && m_certificatePane->certificate();
    return isShown ? &*m_certificatePane->certificate() : nullptr;
}

QString DetailView::shownId() const
{
    if (const CertificateRequest *shown = request())
        return shown->id;
    const CertificateRecord *shown = certificate();
    return shown ? shown->serial : QString();
}

void DetailView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QStackedWidget::changeEvent(event);
}

void DetailView::retranslate()
{
    setAccessibleName(tr("Details"));
    m_requestPage->setAccessibleName(tr("Details"));
    m_requestPage->findChild<QFrame *>(QStringLiteral("requestDetailHead"))->setAccessibleName(tr("Details"));
    m_nothing->setTexts(tr("Nothing selected"), tr("Select a row with the arrow keys or with J and K."));
}

void DetailView::fetch()
{
    ++m_generation;
    if (const CertificateRequest *shown = request())
        fetchFor(*shown);
    else if (const CertificateRecord *record = certificate())
        fetchFor(*record);
}

void DetailView::fetchFor(const CertificateRequest &request)
{
    const quint64 generation = m_generation;
    observe(
        m_worker.run<CertificateSigningRequest>([csr = request.csr] { return CertificateSigningRequest::parse(csr); }),
        this, [this, generation](const Result<CertificateSigningRequest> &csr) {
            if (generation == m_generation)
                m_requestPane->setCsr(csr);
        });
    observe(m_evidence.gather(request), this, [this, generation](const Result<Evidence> &evidence) {
        if (generation != m_generation)
            return;
        m_requestPane->setEvidence(evidence);
        Q_EMIT changed();
    });
    if (!m_records.hasSite())
        return;
    if (!m_requestPane->detail())
        observe(m_records.cachedDetail(request.id), this,
                [this, generation](const Result<std::optional<CachedDetail>> &cached) {
                    if (generation == m_generation && cached && *cached)
                        m_requestPane->setCachedDetail(**cached);
                });
    observe(m_records.fetchRequest(request.id), this, [this, generation](const Result<RequestDetail> &detail) {
        if (generation != m_generation)
            return;
        if (!detail) { // the banner says why there is no connection
            m_requestPane->setProfileCheck(failure(detail.error()));
            return;
        }
        m_requestPane->setDetail(*detail);
        checkProfileOf(*detail);
        Q_EMIT changed();
    });
}

void DetailView::checkProfileOf(const RequestDetail &detail)
{
    if (!detail.profile) {
        m_requestPane->setProfileCheck(CheckReport());
        return;
    }
    const quint64 generation = m_generation;
    const Future<CheckReport> checked =
        m_worker.run<CheckReport>([csr = detail.request.csr, profile = *detail.profile,
                                   choice = m_records.policyChoice()]() -> Result<CheckReport> {
            const Result<Policy> policy = choice.load();
            if (!policy)
                return failure(policy.error());
            return CertificateSigningRequest::parse(csr).map([&](const CertificateSigningRequest &parsed) {
                return CheckReport{weighed(checkProfile(parsed, profile), policy->rules)};
            });
        });
    observe(checked, this, [this, generation](const Result<CheckReport> &report) {
        if (generation != m_generation)
            return;
        m_requestPane->setProfileCheck(report);
        Q_EMIT changed();
    });
}

void DetailView::setCapabilities(const SiteCapabilities &site)
{
    m_certificatePane->setCapabilities(site);
}

void DetailView::fetchFor(const CertificateRecord &certificate)
{
    updateStanding(certificate);
    if (!m_records.hasSite())
        return;
    const quint64 generation = m_generation;
    observe(m_records.fetchCertificate(certificate.serial), this,
            [this, generation](const Result<CertificateDetail> &detail) {
                if (generation != m_generation || !detail)
                    return; // the banner says why there is no connection
                m_certificatePane->setDetail(*detail);
                Q_EMIT changed();
                observe(m_worker.run<ReadCertificates>([detail = *detail] { return readCertificates(detail); }), this,
                        [this, generation](const Result<ReadCertificates> &read) {
                            if (generation == m_generation && read)
                                m_certificatePane->setRead(*read);
                        });
            });
}

void DetailView::updateStanding(const CertificateRecord &certificate)
{
    const quint64 generation = m_generation;
    observe(m_records.cache().successorOf(certificate.serial), this,
            [this, generation, certificate](const Result<std::optional<CertificateRecord>> &successor) {
                if (generation == m_generation && successor)
                    m_certificatePane->setStanding(standingOf(certificate, m_records.registration(), *successor,
                                                              m_records.clock().now().toLocalTime()));
            });
}

} // namespace tegata
