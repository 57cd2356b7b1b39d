// SPDX-License-Identifier: Apache-2.0
#include "ui/common/commandpalette.h"

#include "ui/common/commandregistry.h"
#include "ui/common/fuzzymatch.h"
#include "ui/common/palettedelegate.h"
#include "ui/common/translateddialog.h"
#include "ui/style/ground.h"
#include "ui/style/paint.h"
#include "ui/style/roles.h"
#include "ui/style/tokens.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace tegata {

namespace {

constexpr int RecentBonus = 30; // of the one used last; less with each before it
constexpr int PageRows = 8;
constexpr int WidthCharacters = 78;
constexpr int HeightLines = 26;

// As people copy it: serial numbers with colons, names in any case.
QString bare(QString text)
{
    return text.remove(QLatin1Char(':')).remove(QLatin1Char(' ')).toCaseFolded();
}

bool isCalled(const PaletteEntry &entry, const QString &typed)
{
    return !typed.isEmpty() && (bare(entry.title) == bare(typed) || bare(entry.id) == bare(typed));
}

} // namespace

CommandPalette::CommandPalette(CommandRegistry &commands, QWidget *parent)
    : QFrame(parent ? parent->window() : nullptr), m_commands(commands), m_field(new QLineEdit(this)),
      m_list(new QListView(this)), m_model(new PaletteModel(this)), m_remark(new QLabel(this))
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
    setGround(this, Ground::Raised, Fill::Own);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::OfCard);
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_remark);
    place();
    if (parentWidget())
        parentWidget()->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *, const QWidget *now) { onFocus(now); });
    retranslate();
}

void CommandPalette::retranslate()
{
    setWindowTitle(tr("Commands"));
    setAccessibleName(windowTitle());
    m_field->setPlaceholderText(tr("Command, common name or serial number"));
    speak(m_field, m_field->placeholderText());
    speak(m_list, tr("Results"));
    speak(m_list->viewport(), tr("Results"));
    search();
}

void CommandPalette::addFinder(Finder finder)
{
    m_finders.append(std::move(finder));
}

void CommandPalette::open()
{
    m_before = QApplication::focusWidget();
    search();
    place();
    show();
    raise();
    m_field->setFocus();
    QCoreApplication::instance()->installEventFilter(this); // a click elsewhere
}

void CommandPalette::place()
{
    const QSize wanted(characterWidth(this) * WidthCharacters, fontMetrics().height() * HeightLines);
    const QWidget *over = parentWidget();
    if (!over) {
        resize(wanted);
        return;
    }
    const int top = extent::TopBar + space::Small;
    const QSize size = wanted.boundedTo(QSize(over->width() - 2 * space::Wide, over->height() - top - space::Wide));
    setGeometry((over->width() - size.width()) / 2, top, size.width(), size.height());
}

void CommandPalette::onFocus(const QWidget *focused)
{
    if (isVisible() && focused && focused != this && !isAncestorOf(focused) && focused->window() == window())
        close();
}

void CommandPalette::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

void CommandPalette::closeEvent(QCloseEvent *event)
{
    QCoreApplication::instance()->removeEventFilter(this);
    const bool hasKeys = isAncestorOf(QApplication::focusWidget());
    QFrame::closeEvent(event);
    hide(); // before the keys go elsewhere: nothing is left to close
    if (hasKeys && m_before)
        m_before->setFocus();
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    const Roles &roles = Roles::of(palette());
    QPainter painter(this);
    paintPanel(&painter, rect(), roles.raised, roles.edge, radius::Card);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress)
        return onKey(static_cast<QKeyEvent *>(event)->key());
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    if (event->type() == QEvent::MouseButtonPress) {
        const auto *pressed = qobject_cast<const QWidget *>(watched);
        if (pressed && pressed != this && !isAncestorOf(pressed) && pressed->window() == window())
            close();
    }
    return QFrame::eventFilter(watched, event);
}

bool CommandPalette::onKey(int key)
{
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Tab: // there is nowhere else to go
        step(1);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Backtab:
        step(-1);
        return true;
    case Qt::Key_PageDown:
        step(PageRows);
        return true;
    case Qt::Key_PageUp:
        step(-PageRows);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        choose();
        return true;
    case Qt::Key_Escape:
        close();
        return true;
    default:
        return false;
    }
}

void CommandPalette::step(int by)
{
    const int last = m_model->rowCount() - 1;
    m_isChosen = true;
    if (last >= 0)
        m_list->setCurrentIndex(m_model->index(std::clamp(m_list->currentIndex().row() + by, 0, last)));
}

void CommandPalette::search()
{
    const quint64 generation = ++m_generation;
    const QString typed = m_field->text().trimmed();
    const QList<PaletteEntry> commands = matchingCommands(typed);
    m_exact = 0;
    m_possible = static_cast<int>(
        std::count_if(commands.cbegin(), commands.cend(), [](const PaletteEntry &entry) { return entry.isEnabled; }));
    m_isChosen = false;
    m_model->setEntries(commands);
    m_list->setCurrentIndex(m_model->index(0));
    m_remark->setText(m_model->rowCount() == 0 ? tr("Nothing found.") : QString());
    for (const Finder &finder : std::as_const(m_finders)) {
        finder(typed, [self = QPointer(this), generation, typed](const QList<PaletteEntry> &found) {
            if (self && self->m_generation == generation && !found.isEmpty())
                self->take(typed, found);
        });
    }
}

void CommandPalette::take(const QString &typed, const QList<PaletteEntry> &found)
{
    QList<PaletteEntry> exact;
    QList<PaletteEntry> others;
    for (const PaletteEntry &entry : found)
        (isCalled(entry, typed) ? exact : others).append(entry);
    m_model->insert(m_exact, exact);
    m_exact += static_cast<int>(exact.size());
    m_model->insert(m_exact + m_possible, others);
    m_possible += static_cast<int>(others.size());
    m_remark->clear();
    if (!m_isChosen || !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model->index(0));
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
    std::stable_sort(matches.begin(), matches.end(), [](const Match &one, const Match &other) {
        if (one.entry.isEnabled != other.entry.isEnabled)
            return one.entry.isEnabled;
        return one.score > other.score;
    });
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
    close(); // first, so that focus is where the command expects it
    run();
}

} // namespace tegata
