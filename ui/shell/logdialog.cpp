// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/logdialog.h"

#include "core/base/privatefile.h"
#include "ui/common/problemlabel.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

namespace tegata {

LogDialog::LogDialog(const LogBook &book, Worker &files, QWidget *parent)
    : ContentDialog("logDialog", parent), m_book(book), m_files(files), m_filterLabel(new QLabel(this)),
      m_filter(new QLineEdit(this)), m_levelLabel(new QLabel(this)), m_level(new QComboBox(this)),
      m_lines(new QPlainTextEdit(this)), m_count(new QLabel(this)),
      m_problem(new ProblemLabel(QStringLiteral("logProblem"), this)),
      m_copy(buttons()->addButton(QString(), QDialogButtonBox::ActionRole)),
      m_save(buttons()->addButton(QString(), QDialogButtonBox::ActionRole)),
      m_close(buttons()->addButton(QString(), QDialogButtonBox::RejectRole))
{
    nameWidget(m_filterLabel, "logFilterLabel");
    nameWidget(m_filter, "logFilter");
    nameWidget(m_levelLabel, "logLevelLabel");
    nameWidget(m_level, "logLevel");
    nameWidget(m_lines, "logLines");
    nameWidget(m_count, "logCount");
    nameWidget(m_copy, "logCopy");
    nameWidget(m_save, "logSave");
    nameWidget(m_close, "logClose");
    m_filterLabel->setBuddy(m_filter);
    m_levelLabel->setBuddy(m_level);
    for (const LogLevel level : {LogLevel::Debug, LogLevel::Note, LogLevel::Warning, LogLevel::Error})
        m_level->addItem(QString(), static_cast<int>(level));
    m_lines->setReadOnly(true);
    m_lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    setTextRole(m_lines, TextRole::Mono);
    m_lines->setTabChangesFocus(true);
    m_close->setDefault(true);
    auto *line = new QHBoxLayout;
    line->addWidget(m_filterLabel);
    line->addWidget(m_filter, 1);
    line->addWidget(m_levelLabel);
    line->addWidget(m_level);
    content()->addLayout(line);
    content()->addWidget(m_lines, 1);
    content()->addWidget(m_count);
    content()->addWidget(m_problem);
    resize(characterWidth(this) * 130, fontMetrics().height() * 32);
    connect(&m_book, &LogBook::added, this, &LogDialog::refresh);
    connect(m_filter, &QLineEdit::textChanged, this, &LogDialog::refresh);
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogDialog::refresh);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(shownText()); });
    connect(m_save, &QPushButton::clicked, this, &LogDialog::askWhereToSave);
    connect(buttons(), &QDialogButtonBox::rejected, this, &QDialog::reject);
    retranslate();
    m_filter->setFocus();
}

QString LogDialog::shownText() const
{
    return m_lines->toPlainText();
}

void LogDialog::refresh()
{
    const auto least = static_cast<LogLevel>(m_level->currentData().toInt());
    const QString words = m_filter->text();
    QStringList lines;
    for (const LogRecord &record : m_book.records()) {
        const QString line = logLine(record);
        if (record.level >= least && line.contains(words, Qt::CaseInsensitive))
            lines.append(line);
    }
    const auto count = static_cast<int>(lines.size());
    m_lines->setPlainText(lines.join(QLatin1Char('\n')));
    m_lines->verticalScrollBar()->setValue(m_lines->verticalScrollBar()->maximum()); // the newest are at the end
    m_count->setText(tr("%n line(s)", nullptr, count));
    speak(m_count, m_count->text());
    m_copy->setEnabled(count > 0);
    m_save->setEnabled(count > 0);
}

void LogDialog::askWhereToSave()
{
    auto *dialog = new QFileDialog(this, tr("Save the log"));
    dialog->setObjectName(QStringLiteral("logFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("log"));
    dialog->selectFile(QStringLiteral("tegata.log"));
    connect(dialog, &QFileDialog::fileSelected, this, &LogDialog::save);
    dialog->open();
}

void LogDialog::save(const QString &path)
{
    m_problem->setText({});
    observe(m_files.run<void>([path, bytes = shownText().toUtf8() + '\n'] { return writePrivateFile(path, bytes); }),
            this, [this](const Result<void> &saved) {
                if (!saved)
                    m_problem->setText(tr("The log could not be saved there. Choose another folder."));
            });
}

void LogDialog::retranslate()
{
    setWords(tr("Log"));
    m_filterLabel->setText(tr("&Contains:"));
    m_levelLabel->setText(tr("&Level:"));
    const QStringList levels{tr("everything"), tr("information and above"), tr("warnings and above"),
                             tr("errors only")};
    for (int i = 0; i < levels.size(); ++i)
        m_level->setItemText(i, levels.at(i));
    m_copy->setText(tr("Cop&y"));
    m_save->setText(tr("&Save…"));
    m_close->setText(tr("Close"));
    speak(m_filterLabel, m_filterLabel->text());
    speak(m_filter, tr("Contains"));
    speak(m_levelLabel, m_levelLabel->text());
    speak(m_level, tr("Lowest level shown"));
    speak(m_lines, tr("Log"));
    for (QPushButton *button : {m_copy, m_save, m_close})
        speak(button, button->text());
    refresh();
}

} // namespace tegata
