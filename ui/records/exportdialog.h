// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/worker.h"
#include "core/cache/queuefilter.h"
#include "core/desk/export/pemexport.h"
#include "core/desk/export/tableexport.h"

#include <QDialog>
#include <QVector>

class QButtonGroup;
class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QRadioButton;

namespace tegata {

class CustomerRecords;
class LanguageController;

// Writes a list of the queue, or the rows chosen in it, to a file: as CSV or a workbook out of the cache, certificates
// also as PEM out of the site. Asks what and where, then shows how far it is; it can be stopped, PEM also resumed. The
// rows are those of the moment when the export begins. Records, language and worker outlive it.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Format
    {
        Csv,
        Xlsx,
        PemBundle,
        PemFiles
    };
    struct Scope
    {
        QueueQuery query;         // the list as it is shown
        qint64 rows = 0;          // how many it has
        QVector<qint64> selected; // keys of the chosen rows; fewer than two: the whole list is offered first
    };

    ExportDialog(CustomerRecords &records, const LanguageController &language, Worker &worker, Scope scope,
                 QWidget *parent = nullptr);
    ~ExportDialog() override;

    Format format() const;
    void setFormat(Format format);
    // What the button does after the file was chosen: the export begins.
    void begin(const QString &path);

Q_SIGNALS:
    void exported(const QString &path);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void updateState();
    void choosePlace();
    void beginTable(const QString &path, const QVector<qint64> &keys);
    void collectSerials(const QString &path, const QVector<qint64> &keys, QStringList serials);
    void beginPem(const QString &path, const QStringList &serials);
    void onPemState();
    void stopOrResume();
    void showProgress(qint64 done, qint64 total);
    void finish(const QString &path, const QString &text);
    void fail(const Error &error);
    bool isPem() const { return format() >= Format::PemBundle; }
    QString suggestedName() const;

    CustomerRecords &m_records;
    const LanguageController &m_language;
    Worker &m_worker;
    const Scope m_scope;
    bool m_isRunning = false;
    quint64 m_generation = 0; // of what was begun and not stopped
    TableExport *m_table = nullptr;
    PemExport *m_pem = nullptr;

    QLabel *m_rowsLabel;
    QButtonGroup *m_rows;
    QRadioButton *m_all;
    QRadioButton *m_selected;
    QLabel *m_formatLabel;
    QButtonGroup *m_formats;
    QList<QRadioButton *> m_formatButtons; // in the order of Format
    QCheckBox *m_chain;
    QLabel *m_hint;
    QProgressBar *m_progress;
    QLabel *m_result;
    QPushButton *m_start;
    QPushButton *m_stop;
    QPushButton *m_close;
};

} // namespace tegata
