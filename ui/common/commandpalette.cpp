// SPDX-License-Identifier: Apache-2.0
#include "ui/common/commandpalette.h"

#include "ui/common/commandregistry.h"
#include "ui/common/fuzzymatch.h"
#include "ui/common/palettedelegate.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr int RecentBonus = 30; // of the one used last; less with each before it

} // namespace

CommandPalette::CommandPalette(CommandRegistry &commands, QWidget *parent)
    : TranslatedDialog(parent), m_commands(commands), m_field(new QLineEdit(this)), m_list(new QListView(this)),
      m_model(new PaletteModel(this)), m_remark(new QLabel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_field->setObjectName(QStringLiteral("paletteField"));
    m_field->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->viewport()->setObjectName(QStringLiteral("paletteListViewport"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the arrows work from the field
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_remark->setObjectName(QStringLiteral("paletteRemark"));
    m_remark->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_remark);
    resize(fontMetrics().averageCharWidth() * 78, fontMetrics().height() * 26);

    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    retranslate();
}

void CommandPalette::retranslate()
{
    setWords(tr("Commands"));
    m_field->setPlaceholderText(tr("Command, common name or serial number"));
    speak(m_field, m_field->placeholderText());
    speak(m_list, tr("Found"));
    speak(m_list->viewport(), tr("Found"));
    search();
}

void CommandPalette::addFinder(Finder finder)
{
    m_finders.append(std::move(finder));
}

void CommandPalette::open()
{
    search();
    QDialog::open();
    m_field->setFocus();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_PageDown:
        step(8);
        return true;
    case Qt::Key_PageUp:
        step(-8);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    default:
        return QDialog::eventFilter(watched, event);
    }
}

void CommandPalette::step(int by)
{
    const int last = m_model->rowCount() - 1;
    if (last >= 0)
        m_list->setCurrentIndex(m_model->index(std::clamp(m_list->currentIndex().row() + by, 0, last)));
}

void CommandPalette::search()
{
    const quint64 generation = ++m_generation;
    const QString typed = m_field->text().trimmed();
    m_model->setEntries(matchingCommands(typed));
    m_list->setCurrentIndex(m_model->index(0));
    m_remark->setText(m_model->rowCount() == 0 ? tr("Nothing found.") : QString());
    for (const Finder &finder : std::as_const(m_finders)) {
        finder(typed, [self = QPointer(this), generation](const QList<PaletteEntry> &found) {
            if (!self || self->m_generation != generation || found.isEmpty())
                return;
            self->m_model->append(found);
            self->m_remark->clear();
            if (!self->m_list->currentIndex().isValid())
                self->m_list->setCurrentIndex(self->m_model->index(0));
        });
    }
}

QList<PaletteEntry> CommandPalette::matchingCommands(const QString &typed) const
{
    struct Match
    {
        int score;
        PaletteEntry entry;
    };
    QList<Match> matches;
    const QStringList recent = m_commands.recent();
    for (const CommandEntry &each : m_commands.available()) {
        if (!each.action->isVisible() || each.action->text().isEmpty())
            continue;
        const QString title = CommandRegistry::plainText(*each.action);
        const QString searched =
            QStringList({title, CommandRegistry::englishText(each.name), CommandRegistry::categoryText(each.category)})
                .join(QLatin1Char(' '));
        const std::optional<int> fits = fuzzyMatch(typed, searched);
        if (!fits)
            continue;
        const auto used = static_cast<int>(recent.indexOf(each.name));
        const bool isEnabled = each.action->isEnabled();
        matches.append({*fits + (used < 0 ? 0 : RecentBonus - std::min(used, RecentBonus)),
                        {title, isEnabled ? CommandRegistry::categoryText(each.category) : each.action->statusTip(),
                         m_commands.keyText(each.name), isEnabled,
                         [&commands = m_commands, name = each.name] { (void)commands.run(name); }}});
    }
    std::stable_sort(matches.begin(), matches.end(),
                     [](const Match &one, const Match &other) { return one.score > other.score; });
    QList<PaletteEntry> entries;
    for (const Match &match : std::as_const(matches))
        entries.append(match.entry);
    return entries;
}

void CommandPalette::choose()
{
    const PaletteEntry *chosen = m_model->entry(m_list->currentIndex());
    if (!chosen)
        return;
    if (!chosen->isEnabled) {
        //: %1: a command, %2: why
        m_remark->setText(tr("%1 is not possible now. %2").arg(chosen->title, chosen->detail));
        m_remark->setAccessibleName(m_remark->text());
        return;
    }
    const std::function<void()> run = chosen->run;
    accept(); // first, so that focus is where the command expects it
    run();
}

} // namespace tegata
