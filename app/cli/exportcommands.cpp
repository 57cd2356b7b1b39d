// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "app/cli/listing.h"
#include "core/desk/export/pemexport.h"
#include "core/desk/export/recordfield.h"
#include "core/desk/export/tableexport.h"
#include "core/remote/listwalk.h"

#include <QPointer>

namespace tegata::cli {

namespace {

constexpr int PageSize = 1000;
constexpr int MostTries = 5; // in turn, before a script has to decide

// One list of the site, page after page.
template <typename Record>
class SitePages final : public ExportSource
{
public:
    using FetchPage = std::function<Future<ListPage<Record>>(const QString &after)>;

    SitePages(FetchPage fetch, QList<RecordField> fields) : m_fetch(std::move(fetch)), m_fields(std::move(fields)) {}

    Future<QList<ExportRow>> next() override
    {
        auto promise = std::make_shared<Promise<QList<ExportRow>>>();
        Future<QList<ExportRow>> future = promise->future();
        fetchInto(promise);
        return future;
    }
    qint64 expectedRows() const override { return -1; }

private:
    void fetchInto(const std::shared_ptr<Promise<QList<ExportRow>>> &promise)
    {
        if (m_atEnd) {
            promise->deliver(QList<ExportRow>());
            return;
        }
        observe(m_fetch(m_after), &m_context, [this, promise](const Result<ListPage<Record>> &page) {
            if (!page) {
                promise->deliver(failure(page.error()));
                return;
            }
            if (const std::optional<Error> fault = m_walk.take(page->next, page->items.size())) {
                promise->deliver(failure(*fault));
                return;
            }
            m_after = page->next;
            m_atEnd = page->next.isEmpty();
            QList<ExportRow> rows;
            for (const Record &record : page->items) {
                ExportRow row;
                for (const RecordField field : m_fields)
                    row.append(recordCell(field, record));
                rows.append(row);
            }
            if (rows.isEmpty())
                fetchInto(promise); // an empty page is not the end
            else
                promise->deliver(rows);
        });
    }

    QObject m_context;
    FetchPage m_fetch;
    QList<RecordField> m_fields;
    ListWalk m_walk;
    QString m_after;
    bool m_atEnd = false;
};

struct ExportOptions
{
    QString path;
    QString format;
};

// --out, and --format as one of those given, the first of them by default. Nothing: the command has ended.
std::optional<ExportOptions> exportOptions(CommandContext &context, const QStringList &formats)
{
    const Options &options = context.options();
    const QString format = QStringLiteral("format");
    ExportOptions read{options.value(QStringLiteral("out")),
                       options.isSet(format) ? options.value(format) : formats.constFirst()};
    if (read.path.isEmpty()) {
        context.fail({ErrorCode::InvalidArgument, QStringLiteral("a file is needed"), QStringLiteral("--out"), -1});
        return std::nullopt;
    }
    if (!formats.contains(read.format)) {
        refuseOption(context, format);
        return std::nullopt;
    }
    return read;
}

void tellWritten(CommandContext &context, const QString &path, qint64 count)
{
    context.output().write({{QStringLiteral("out"), path}, {QStringLiteral("rows"), count}},
                           {QString::number(count) + QLatin1Char('\t') + path});
}

// Columns by the contract's names, times in UTC: what scripts can rely on.
template <typename Record>
void writeTable(CommandContext &context, const ExportOptions &options, const QList<RecordField> &fields,
                const QString &title, typename SitePages<Record>::FetchPage fetch)
{
    ExportTable table;
    table.title = title;
    for (const RecordField field : fields)
        table.columns.append(recordColumn(field, recordFieldName(field)));
    const ExportFormat format = options.format == QLatin1String("xlsx") ? ExportFormat::Xlsx : ExportFormat::Csv;
    auto *job = new TableExport(context.worker(), table, std::make_unique<SitePages<Record>>(fetch, fields),
                                makeTableWriter(format), options.path, &context);
    observe(job->start(), &context, [&context, job, path = options.path](const Result<qint64> &rows) {
        delete job; // while the worker is there
        if (!rows) {
            context.fail(rows.error());
            return;
        }
        tellWritten(context, path, *rows);
        context.finish(Done);
    });
}

void writePem(CommandContext &context, const std::shared_ptr<OperatorSite> &site, const QStringList &serials,
              const QString &path)
{
    const bool isEach = context.options().isSet(QStringLiteral("each"));
    const PemExport::Target target{isEach ? PemExport::Layout::FileEach : PemExport::Layout::Bundle, path,
                                   context.options().isSet(QStringLiteral("chain"))};
    auto *job = new PemExport(
        context.worker(), [site](const QString &serial) { return site->fetchCertificate(serial); }, serials, target,
        &context);
    auto tries = std::make_shared<int>(0);
    QObject::connect(job, &PemExport::progressed, job, [tries] { *tries = 0; });
    const auto onState = [&context, job = QPointer<PemExport>(job), tries](PemExport::State state) {
        if (!job)
            return; // over already
        const bool givesUp = state == PemExport::State::Waiting && ++*tries >= MostTries;
        const bool isOver = givesUp || state == PemExport::State::Stopped || state == PemExport::State::Finished;
        if (givesUp || state == PemExport::State::Stopped) {
            context.fail(job->lastError().value_or(Error{ErrorCode::Offline, {}, {}, -1}));
        } else if (state == PemExport::State::Finished && job->lastError()) {
            context.fail(*job->lastError());
        } else if (state == PemExport::State::Finished) {
            for (const PemExport::Failed &failed : job->failures())
                context.output().tell(failed.serial + QLatin1Char('\t') + errorCodeName(failed.error.code));
            tellWritten(context, job->target().path, job->total() - job->failures().size());
            context.finish(job->failures().isEmpty() ? Done : Refused);
        }
        if (isOver)
            delete job; // while the worker is there
    };
    QObject::connect(job, &PemExport::stateChanged, &context, onState, Qt::QueuedConnection);
    job->start();
}

// All serials of the list, then their certificates.
void collectSerials(CommandContext &context, const std::shared_ptr<OperatorSite> &site,
                    std::optional<CertificateState> state, const QString &after, QStringList serials,
                    const QString &path, ListWalk walk = ListWalk())
{
    observe<ListPage<CertificateRecord>>(
        site->listCertificates(state, after, PageSize), &context,
        [&context, site, state, serials, path, walk](const Result<ListPage<CertificateRecord>> &page) mutable {
            if (!page) {
                context.fail(page.error());
                return;
            }
            for (const CertificateRecord &record : page->items)
                serials.append(record.serial);
            if (const std::optional<Error> fault = walk.take(page->next, page->items.size()))
                context.fail(*fault);
            else if (page->next.isEmpty())
                writePem(context, site, serials, path);
            else
                collectSerials(context, site, state, page->next, serials, path, walk);
        });
}

} // namespace

void exportRequests(CommandContext &context)
{
    const std::optional<ExportOptions> options =
        exportOptions(context, {QStringLiteral("csv"), QStringLiteral("xlsx")});
    std::optional<RequestState> state;
    if (!options || !stateOption(context, requestStateFromName, state))
        return;
    withOperatorSite(context, [&context, options = *options, state](const std::shared_ptr<OperatorSite> &site) {
        writeTable<CertificateRequest>(
            context, options, requestFields(), QStringLiteral("requests"),
            [site, state](const QString &after) { return site->listRequests(state, after, PageSize); });
    });
}

void exportCertificates(CommandContext &context)
{
    const std::optional<ExportOptions> options =
        exportOptions(context, {QStringLiteral("csv"), QStringLiteral("xlsx"), QStringLiteral("pem")});
    std::optional<CertificateState> state;
    if (!options || !stateOption(context, certificateStateFromName, state))
        return;
    const bool isPem = options->format == QLatin1String("pem");
    for (const QString &only : {QStringLiteral("chain"), QStringLiteral("each")}) {
        if (context.options().isSet(only) && !isPem) {
            context.fail(
                {ErrorCode::InvalidArgument, QStringLiteral("only with --format pem"), QLatin1String("--") + only, -1});
            return;
        }
    }
    withOperatorSite(context, [&context, options = *options, state, isPem](const std::shared_ptr<OperatorSite> &site) {
        if (isPem)
            collectSerials(context, site, state, {}, {}, options.path);
        else
            writeTable<CertificateRecord>(
                context, options, certificateFields(), QStringLiteral("certificates"),
                [site, state](const QString &after) { return site->listCertificates(state, after, PageSize); });
    });
}

} // namespace tegata::cli
