// SPDX-License-Identifier: Apache-2.0
#include "ui/enrollment/enrollmentwizard.h"

#include "core/domain/errortext.h"
#include "ui/common/findinglist.h"
#include "ui/common/languagecontroller.h"
#include "ui/common/paletteicon.h"
#include "ui/common/wording.h"
#include "ui/enrollment/enrollmentform.h"
#include "ui/enrollment/enrollmentpagewidget.h"
#include "ui/enrollment/fieldwidget.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <iterator>

namespace tegata {

namespace {

constexpr int PageRole = Qt::UserRole;
constexpr int StatePause = 150; // ms

QString stateIcon(PageState state)
{
    switch (state) {
    case PageState::Empty:
        return QStringLiteral("page-empty");
    case PageState::Incomplete:
        return QStringLiteral("page-incomplete");
    case PageState::Warnings:
        return FindingList::outcomeIcon(FindingOutcome::Warning);
    case PageState::Complete:
        return QStringLiteral("outcome-ok");
    }
    return {};
}

QLabel *namedLabel(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

EnrollmentWizard::EnrollmentWizard(EnrollmentForm &form, const LanguageController &language, QWidget *parent)
    : QWidget(parent), m_form(form), m_language(language), m_list(new QListWidget(this)),
      m_title(namedLabel(QStringLiteral("enrollmentTitle"), this)), m_stack(new QStackedWidget(this)),
      m_saveIcon(namedLabel(QStringLiteral("enrollmentSaveIcon"), this)),
      m_save(namedLabel(QStringLiteral("enrollmentSaveState"), this)), m_backButton(new QPushButton(this)),
      m_nextButton(new QPushButton(this)), m_undo(new QAction(this)), m_redo(new QAction(this)),
      m_next(new QAction(this)), m_previous(new QAction(this))
{
    setObjectName(QStringLiteral("enrollmentWizard"));
    buildLayout();
    const auto prepare = [this](QAction *action, const char *name, const QKeySequence &key) {
        action->setObjectName(QLatin1String(name));
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
    };
    prepare(m_undo, "enrollmentUndoAction", QKeySequence(Qt::CTRL | Qt::Key_Z));
    prepare(m_redo, "enrollmentRedoAction", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    prepare(m_next, "enrollmentNextPageAction", QKeySequence(Qt::CTRL | Qt::Key_PageDown));
    prepare(m_previous, "enrollmentPreviousPageAction", QKeySequence(Qt::CTRL | Qt::Key_PageUp));
    connect(m_undo, &QAction::triggered, &m_form, &EnrollmentForm::undo);
    connect(m_redo, &QAction::triggered, &m_form, &EnrollmentForm::redo);
    const auto step = [this](int by) {
        if (const auto page = neighbour(by))
            go(*page, true);
    };
    connect(m_next, &QAction::triggered, this, [step] { step(1); });
    connect(m_previous, &QAction::triggered, this, [step] { step(-1); });
    connect(m_nextButton, &QPushButton::clicked, m_next, &QAction::trigger);
    connect(m_backButton, &QPushButton::clicked, m_previous, &QAction::trigger);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            go(static_cast<EnrollmentPage>(item->data(PageRole).toInt()), false);
    });
    connect(m_list, &QListWidget::itemActivated, this, [this] { focusFirstField(); });

    m_statesLater.setSingleShot(true);
    m_statesLater.setInterval(StatePause);
    connect(&m_statesLater, &QTimer::timeout, this, &EnrollmentWizard::showStates);
    connect(&m_form, &EnrollmentForm::changed, &m_statesLater, qOverload<>(&QTimer::start));
    connect(&m_form, &EnrollmentForm::reloaded, this, &EnrollmentWizard::showStates);
    connect(&m_form, &EnrollmentForm::reportChanged, this, &EnrollmentWizard::showStates);
    connect(&m_form, &EnrollmentForm::stepsChanged, this, &EnrollmentWizard::showSteps);
    retranslate();
}

void EnrollmentWizard::buildLayout()
{
    m_list->setObjectName(QStringLiteral("enrollmentPages"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSpacing(space::Tight);
    m_stack->setObjectName(QStringLiteral("enrollmentStack"));
    m_backButton->setObjectName(QStringLiteral("enrollmentBack"));
    m_nextButton->setObjectName(QStringLiteral("enrollmentNext"));
    m_save->setWordWrap(true);
    m_save->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_saveIcon->hide();
    setTextRole(m_title, TextRole::Page);
    m_title->setContentsMargins(space::Large, space::Small, space::Large, space::Tight);

    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(space::Large, space::Message, space::Large, space::Small);
    bottom->setSpacing(space::Small);
    bottom->addWidget(m_saveIcon);
    bottom->addWidget(m_save, 1);
    bottom->addWidget(m_backButton);
    bottom->addWidget(m_nextButton);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_title);
    right->addWidget(m_stack, 1);
    right->addLayout(bottom);
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    outer->addWidget(m_list);
    outer->addLayout(right, 1);
}

void EnrollmentWizard::addPage(EnrollmentPageWidget *page)
{
    auto *area = new QScrollArea(m_stack);
    area->setObjectName(page->objectName() + QStringLiteral("Area"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    auto *frame = new QWidget;
    frame->setObjectName(page->objectName() + QStringLiteral("Frame"));
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(space::Large, space::Message, space::Large, space::Large);
    layout->addWidget(page);
    area->setWidget(frame);
    m_stack->addWidget(area);
    const EnrollmentPage place = page->page();
    const auto added = m_pages.emplace(place, Entry{page, area}).first;
    auto *item = new QListWidgetItem;
    item->setData(PageRole, static_cast<int>(place));
    {
        const QSignalBlocker blocker(m_list);
        m_list->insertItem(static_cast<int>(std::distance(m_pages.begin(), added)), item);
    }
    if (!m_hasGone) {
        m_current = m_pages.begin()->first;
        m_stack->setCurrentWidget(m_pages.begin()->second.area);
    }
    showStates();
}

EnrollmentPageWidget *EnrollmentWizard::page(EnrollmentPage page) const
{
    const auto found = m_pages.find(page);
    return found == m_pages.end() ? nullptr : found->second.page;
}

void EnrollmentWizard::setCurrentPage(EnrollmentPage page)
{
    go(page, false);
}

void EnrollmentWizard::goTo(const QString &fieldPath)
{
    const EnrollmentPage place = enrollmentPageOf(fieldPath);
    go(place, false);
    const auto found = m_pages.find(place);
    if (found == m_pages.end() || m_current != place)
        return;
    if (!found->second.page->focusField(fieldPath)) {
        focusFirstField();
        return;
    }
    // Once the page, shown perhaps for the first time, has its layout.
    QMetaObject::invokeMethod(
        this,
        [this, area = found->second.area] {
            QWidget *target = area->widget()->focusWidget();
            for (QWidget *each = target; each && each != area; each = each->parentWidget()) {
                if (qobject_cast<FieldWidget *>(each))
                    target = each;
            }
            if (target)
                area->ensureWidgetVisible(target, 0, 24);
        },
        Qt::QueuedConnection);
}

void EnrollmentWizard::showSaved(const QDateTime &at)
{
    m_savedAt = at;
    m_saveState = SaveState::Saved;
    showSaveState();
}

void EnrollmentWizard::showChanged()
{
    if (m_saveState == SaveState::Unsaved)
        return; // what is wrong stays until it is mended
    m_saveState = SaveState::Changed;
    showSaveState();
}

void EnrollmentWizard::showUnsaved(const Error &error)
{
    m_saveError = error;
    m_saveState = SaveState::Unsaved;
    showSaveState();
}

void EnrollmentWizard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    else if (event->type() == QEvent::FontChange)
        fitList();
    QWidget::changeEvent(event);
}

void EnrollmentWizard::retranslate()
{
    setAccessibleName(tr("Application form"));
    m_list->setAccessibleName(tr("Pages of the form"));
    m_stack->setAccessibleName(tr("Page"));
    m_backButton->setText(tr("< &Back"));
    m_backButton->setAccessibleName(tr("Back"));
    m_nextButton->setText(tr("Ne&xt >"));
    m_nextButton->setAccessibleName(tr("Next"));
    m_undo->setText(tr("&Undo"));
    m_redo->setText(tr("&Redo"));
    m_next->setText(tr("&Next page"));
    m_previous->setText(tr("&Previous page"));
    for (QPushButton *button : {m_backButton, m_nextButton}) {
        const QAction *action = button == m_nextButton ? m_next : m_previous;
        button->setToolTip(action->shortcut().toString(QKeySequence::NativeText));
    }
    showStates();
    showCurrent();
    showSteps();
    showSaveState();
}

void EnrollmentWizard::showStates()
{
    m_statesLater.stop();
    const QMap<EnrollmentPage, PageState> states = pageStates(m_form.value(), m_form.report());
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const auto place = static_cast<EnrollmentPage>(item->data(PageRole).toInt());
        const PageState state = states.value(place);
        const QString title = enrollmentPageTitle(place, m_language.phrasebook());
        QString word;
        switch (state) {
        case PageState::Empty:
            word = tr("empty");
            break;
        case PageState::Incomplete:
            word = tr("incomplete");
            break;
        case PageState::Warnings:
            word = tr("with warnings");
            break;
        case PageState::Complete:
            word = tr("complete");
            break;
        }
        item->setText(title + QLatin1Char('\n') + word);
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1: %2").arg(title, word));
        item->setIcon(PaletteIcon::icon(stateIcon(state)));
        item->setHidden(!isPageRelevant(place, m_form.value()));
    }
    for (const auto &[place, entry] : m_pages) {
        const QString title = enrollmentPageTitle(place, m_language.phrasebook());
        entry.area->setAccessibleName(title);
        entry.area->viewport()->setAccessibleName(title);
        entry.area->widget()->setAccessibleName(title);
    }
    fitList();
    if (!isPageRelevant(m_current, m_form.value())) {
        if (const auto page = neighbour(1))
            go(*page, false);
    }
    showCurrent();
}

void EnrollmentWizard::showSteps()
{
    m_undo->setEnabled(m_form.canUndo());
    m_redo->setEnabled(m_form.canRedo());
}

void EnrollmentWizard::showCurrent()
{
    const QString title = enrollmentPageTitle(m_current, m_language.phrasebook());
    m_title->setText(title);
    m_title->setAccessibleName(title);
    const QSignalBlocker blocker(m_list);
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(PageRole).toInt() == static_cast<int>(m_current))
            m_list->setCurrentRow(row);
    }
    m_next->setEnabled(neighbour(1).has_value());
    m_previous->setEnabled(neighbour(-1).has_value());
    m_nextButton->setEnabled(m_next->isEnabled());
    m_backButton->setEnabled(m_previous->isEnabled());
}

void EnrollmentWizard::showSaveState()
{
    QString icon;
    QString text;
    switch (m_saveState) {
    case SaveState::Unknown:
        break;
    case SaveState::Saved:
        icon = QStringLiteral("outcome-ok");
        //: %1: a time of the day
        text = tr("Saved %1").arg(QLocale().toString(m_savedAt.toLocalTime().time(), QLocale::ShortFormat));
        break;
    case SaveState::Changed:
        icon = QStringLiteral("sync");
        text = tr("Saving when you pause…");
        break;
    case SaveState::Unsaved: {
        icon = FindingList::outcomeIcon(FindingOutcome::Error);
        const ErrorText words = describe(m_saveError.value_or(Error{}), m_language.phrasebook());
        text = tr("Not saved: %1").arg(Wording::sentences({words.message, words.remedy}));
        break;
    }
    }
    m_save->setText(text);
    m_save->setAccessibleName(text);
    m_saveIcon->setVisible(!icon.isEmpty());
    m_saveIcon->setAccessibleName(text);
    if (!icon.isEmpty())
        showIcon(m_saveIcon, icon);
}

void EnrollmentWizard::fitList()
{
    const int side = iconSize(m_list, icon::Button);
    m_list->setIconSize(QSize(side, side));
    const int bar = m_list->verticalScrollBar()->sizeHint().width();
    m_list->setFixedWidth(m_list->sizeHintForColumn(0) + 2 * m_list->spacing() + bar + 8);
}

void EnrollmentWizard::go(EnrollmentPage page, bool focus)
{
    const auto found = m_pages.find(page);
    if (found == m_pages.end() || !isPageRelevant(page, m_form.value()))
        return;
    if (page != m_current) {
        m_form.endTyping();
        m_current = page;
        m_hasGone = true;
        m_stack->setCurrentWidget(found->second.area);
        showCurrent();
        Q_EMIT currentPageChanged(page);
    }
    if (focus && !m_list->hasFocus())
        focusFirstField();
}

void EnrollmentWizard::focusFirstField()
{
    const auto found = m_pages.find(m_current);
    if (found == m_pages.end())
        return;
    const EnrollmentPageWidget *page = found->second.page;
    for (QWidget *each = page->nextInFocusChain(); each && each != page; each = each->nextInFocusChain()) {
        if (!page->isAncestorOf(each) || each->isHidden() || !each->isEnabled() || each->focusProxy())
            continue;
        if (each->isVisibleTo(page) && (each->focusPolicy() & Qt::TabFocus)) {
            each->setFocus(Qt::TabFocusReason);
            found->second.area->ensureWidgetVisible(each);
            return;
        }
    }
}

std::optional<EnrollmentPage> EnrollmentWizard::neighbour(int by) const
{
    auto place = m_pages.find(m_current);
    if (place == m_pages.end())
        return std::nullopt;
    while (by > 0 ? std::next(place) != m_pages.end() : place != m_pages.begin()) {
        place = by > 0 ? std::next(place) : std::prev(place);
        if (isPageRelevant(place->first, m_form.value()))
            return place->first;
    }
    return std::nullopt;
}

} // namespace tegata
