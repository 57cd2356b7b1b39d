// SPDX-License-Identifier: Apache-2.0
#include "ui/print/applicationpdf.h"

#include "core/base/privatefile.h"
#include "core/rules/domainname.h"
#include "ui/models/formsummary.h"
#include "ui/print/pagelayout.h"
#include "ui/print/pdfcharactermap.h"

#include <QBuffer>
#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QPdfWriter>
#include <QSet>

#include <algorithm>

namespace tegata {

namespace {

constexpr int Resolution = 600;
constexpr QMarginsF Margins(18, 22, 18, 18); // millimetres
constexpr double HeaderOffset = -10;
constexpr double FooterOffset = 4;

// Families with Japanese, in the order of preference, where the wanted one is not installed.
constexpr const char *FallbackFamilies[] = {"BIZ UDPGothic", "Noto Sans CJK JP", "IPAexGothic", "VL Gothic"};

// The words of one printed application.
class ApplicationPrint
{
public:
    ApplicationPrint(const PrintedApplication &printed, const Phrasebook &phrasebook)
        : m_printed(printed), m_form(relevantPart(printed.application)), m_phrasebook(phrasebook)
    {}

    QString title() const
    {
        return m_form.kind == EnrollmentKind::Renewal
                   ? word(QT_TRANSLATE_NOOP("ApplicationPdf",
                                            "Application for the server certificate service (renewal)"))
                   : word(QT_TRANSLATE_NOOP("ApplicationPdf", "Application for the server certificate service (new)"));
    }
    QString standing() const
    {
        if (!m_printed.receipt)
            return word(QT_TRANSLATE_NOOP("ApplicationPdf", "DRAFT – not sent"));
        return m_phrasebook.text("ApplicationPdf", QT_TRANSLATE_NOOP("ApplicationPdf", "Receipt number %{receipt}"),
                                 {{QStringLiteral("receipt"), m_printed.receipt->receipt}});
    }
    QString printedAt() const
    {
        return m_phrasebook.text("ApplicationPdf", QT_TRANSLATE_NOOP("ApplicationPdf", "Printed %{time}"),
                                 {{QStringLiteral("time"), time(m_printed.printedAt)}});
    }
    QString pageNumber(int page, int pages) const
    {
        return m_phrasebook.text(
            "ApplicationPdf", QT_TRANSLATE_NOOP("ApplicationPdf", "Page %{page}/%{pages}"),
            {{QStringLiteral("page"), QString::number(page)}, {QStringLiteral("pages"), QString::number(pages)}});
    }

    void layOut(PageLayout &pages) const
    {
        pages.addTitle(title());
        pages.addRow(word(QT_TRANSLATE_NOOP("ApplicationPdf", "Receipt number")),
                     m_printed.receipt ? m_printed.receipt->receipt : standing());
        if (m_printed.receipt)
            pages.addRow(word(QT_TRANSLATE_NOOP("ApplicationPdf", "Received")), time(m_printed.receipt->submittedAt));
        bool hasDomains = false;
        for (const SummaryGroup &group : formSummary(m_form, m_phrasebook)) {
            if (!hasDomains && group.page > EnrollmentPage::Domains) {
                addDomains(pages, enrollmentPageTitle(EnrollmentPage::Domains, m_phrasebook), m_form.domains);
                hasDomains = true;
            }
            pages.addHeading(group.title);
            for (const SummaryRow &row : group.rows)
                pages.addRow(row.label, valueOf(row));
            if (group.page == EnrollmentPage::ThreeParty && m_form.threeParty.enabled)
                addDomains(
                    pages,
                    word(QT_TRANSLATE_NOOP("ApplicationPdf", "Three-party contract: domains of the issuing client")),
                    m_form.threeParty.domains);
        }
    }

private:
    QString word(const char *source) const { return m_phrasebook.text("ApplicationPdf", source); }

    static QString time(const QDateTime &when)
    {
        return when.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    }

    QString valueOf(const SummaryRow &row) const
    {
        // What was received went with its password, which the draft no longer holds.
        if (row.kind == FieldKind::Secret && (m_printed.receipt || !row.text.isEmpty()))
            return word(QT_TRANSLATE_NOOP("ApplicationPdf", "(not printed)"));
        if (!row.text.isEmpty())
            return row.text;
        return row.need == FieldNeed::Required ? word(QT_TRANSLATE_NOOP("ApplicationPdf", "(not filled in)"))
                                               : QStringLiteral("–");
    }

    // U-label, with the A-label beside it where they differ.
    static QString nameOf(const EnrollmentDomain &domain)
    {
        const DomainName name = examineDomain(domain.name);
        if (name.aLabel.isEmpty() || name.uLabel == name.aLabel)
            return domain.name;
        return QStringLiteral("%1 (%2)").arg(name.uLabel, name.aLabel);
    }

    void addDomains(PageLayout &pages, const QString &heading, const QList<EnrollmentDomain> &domains) const
    {
        pages.addHeading(QStringLiteral("%1 (%2)").arg(heading).arg(domains.size()));
        if (domains.isEmpty()) {
            pages.addText(word(QT_TRANSLATE_NOOP("ApplicationPdf", "(not filled in)")));
            return;
        }
        QList<QStringList> rows;
        for (qsizetype i = 0; i < domains.size(); ++i) {
            const EnrollmentDomain &domain = domains.at(i);
            rows.append({QString::number(i + 1), nameOf(domain), domain.ev ? QStringLiteral("EV") : QStringLiteral("–"),
                         domain.note});
        }
        pages.addTable({word(QT_TRANSLATE_NOOP("ApplicationPdf", "No.")),
                        enrollmentFieldLabel(QStringLiteral("domains[].name"), m_phrasebook),
                        enrollmentFieldLabel(QStringLiteral("domains[].ev"), m_phrasebook),
                        enrollmentFieldLabel(QStringLiteral("domains[].note"), m_phrasebook)},
                       rows, {0.08, 0.46, 0.08, 0.38});
    }

    const PrintedApplication &m_printed;
    const EnrollmentApplication m_form;
    const Phrasebook &m_phrasebook;
};

QString installedFamily(const QString &wanted)
{
    const QStringList families = QFontDatabase::families();
    // A family of several names is listed by one of them.
    const auto isThere = [&](const QString &family) {
        return families.contains(family) || QFontInfo(QFont(family)).family() == family;
    };
    if (isThere(wanted))
        return wanted;
    for (const char *fallback : FallbackFamilies) {
        const QString family = QLatin1String(fallback);
        if (isThere(family))
            return family;
    }
    return QFontInfo(QFont()).family();
}

QString withoutGlyph(const QString &text, const QFont &font)
{
    const QFontMetricsF metrics(font);
    QSet<char32_t> seen;
    QString lacking;
    for (const char32_t character : text.toStdU32String()) {
        if (seen.contains(character) || character < U' ')
            continue;
        seen.insert(character);
        if (!metrics.inFontUcs4(character))
            lacking += QString::fromUcs4(&character, 1);
    }
    return lacking;
}

} // namespace

QString printFontFamily()
{
    return QStringLiteral("BIZ UDGothic");
}

ApplicationPdf applicationPdf(const PrintedApplication &printed, const Phrasebook &phrasebook, const QString &family)
{
    const ApplicationPrint print(printed, phrasebook);
    ApplicationPdf pdf;
    pdf.fontFamily = installedFamily(family);
    pdf.isFallback = pdf.fontFamily != family;
    const QFont font(pdf.fontFamily);

    QList<PrintedFace> faces;
    QString text;
    QBuffer buffer(&pdf.bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(print.title());
        writer.setCreator(QStringLiteral("Tegata"));
        writer.setResolution(Resolution);
        writer.setPageLayout(
            QPageLayout(QPageSize(QPageSize::A4), QPageLayout::Portrait, Margins, QPageLayout::Millimeter));
        PageLayout pages(writer, font);
        print.layOut(pages);
        pdf.pages = pages.paint([&](QPainter &painter, int page, int count) {
            if (page > 1 || !printed.receipt)
                pages.drawLine(painter, page > 1 ? print.title() : QString(), print.standing(), HeaderOffset);
            pages.drawLine(painter, print.printedAt(), print.pageNumber(page, count),
                           pages.textHeight() + FooterOffset);
        });
        faces = pages.faces();
        text = pages.printedText();
    }
    buffer.close();
    pdf.unprintable = withoutGlyph(text, font);
    pdf.isSearchable = mapCharacters(pdf.bytes, faces, text);
    return pdf;
}

Result<ApplicationPdf> writeApplicationPdf(const QString &path, const PrintedApplication &printed,
                                           const Phrasebook &phrasebook)
{
    ApplicationPdf pdf = applicationPdf(printed, phrasebook);
    if (Result<void> written = writePrivateFile(path, pdf.bytes); !written)
        return failure(written.error());
    pdf.bytes.clear();
    return pdf;
}

} // namespace tegata
