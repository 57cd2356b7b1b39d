// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/componentsheet.h"

#include "ui/common/bannerbar.h"
#include "ui/common/chip.h"
#include "ui/common/emptystate.h"
#include "ui/common/paletteicon.h"
#include "ui/common/pill.h"
#include "ui/common/toastarea.h"
#include "ui/common/verdictcard.h"
#include "ui/style/controls.h"
#include "ui/style/ground.h"
#include "ui/style/paint.h"
#include "ui/style/textrole.h"
#include "ui/style/tokens.h"

#include <QApplication>
#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QStyleOptionButton>
#include <QStyleOptionViewItem>
#include <QStylePainter>
#include <QVBoxLayout>

#include <initializer_list>

namespace tegata {

namespace {

constexpr QSize SheetSize(720, 900);

// A button as it looks in a state that no pointer and no key has brought about.
class StateButton : public QPushButton
{
public:
    StateButton(const QString &text, ButtonKind kind, QStyle::State on, QStyle::State off, QWidget *parent)
        : QPushButton(text, parent), m_on(on), m_off(off)
    {
        setButtonKind(this, kind);
        setAttribute(Qt::WA_Hover, false);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QStylePainter painter(this);
        QStyleOptionButton option;
        initStyleOption(&option);
        option.state = (option.state | m_on) & ~m_off;
        painter.drawControl(QStyle::CE_PushButton, option);
    }

private:
    const QStyle::State m_on;
    const QStyle::State m_off;
};

// Rows of a list, one for each state, drawn by the style as a view asks it to.
class RowSheet : public QWidget
{
public:
    struct Row
    {
        QString text;
        const char *icon;
        QStyle::State state;
        bool isBold = false;
    };

    RowSheet(const QList<Row> &rows, QWidget *parent) : QWidget(parent), m_rows(rows)
    {
        setGround(this, Ground::Surface);
        setFixedHeight(static_cast<int>(rows.size()) * Height);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        for (qsizetype i = 0; i < m_rows.size(); ++i) {
            const Row &row = m_rows[i];
            QStyleOptionViewItem option;
            option.initFrom(this);
            option.rect = QRect(0, static_cast<int>(i) * Height, width(), Height);
            // The ring of the current row goes round all of it: the table draws it.
            option.state =
                row.state.testFlag(QStyle::State_Active) ? option.state : option.state & ~QStyle::State_Active;
            option.state = (option.state & ~QStyle::State_MouseOver) | (row.state & ~QStyle::State_HasFocus);
            option.features = QStyleOptionViewItem::HasDisplay | QStyleOptionViewItem::HasDecoration;
            option.displayAlignment = Qt::AlignLeft | Qt::AlignVCenter;
            option.decorationAlignment = Qt::AlignCenter;
            option.viewItemPosition = QStyleOptionViewItem::OnlyOne;
            option.showDecorationSelected = true;
            option.font = row.isBold ? textFont(TextRole::Strong, font()) : font();
            option.fontMetrics = QFontMetrics(option.font);
            option.text = row.text;
            option.decorationSize = QSize(icon::Row, icon::Row);
            option.icon = PaletteIcon::icon(QLatin1String(row.icon));
            style()->drawControl(QStyle::CE_ItemViewItem, &option, &painter, this);
            if (row.state.testFlag(QStyle::State_HasFocus))
                paintFocusRing(&painter, option.rect, Roles::of(palette()).focus, 0);
        }
        painter.setPen(Roles::of(palette()).line);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }

private:
    static constexpr int Height = 27;
    const QList<Row> m_rows;
};

// A dialog lies on the screen in a window of its own; here in a frame like one.
class Card : public QWidget
{
public:
    explicit Card(QWidget *parent) : QWidget(parent) { setGround(this, Ground::Raised, Fill::Own); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Roles &roles = Roles::of(QApplication::palette());
        paintPanel(&painter, rect(), roles.raised, roles.edge, radius::Card);
    }
};

class Sheet : public QWidget
{
public:
    explicit Sheet(Language language) : m_isJapanese(language == Language::Japanese)
    {
        setGround(this, Ground::Window);
        resize(SheetSize);
        m_layout = new QVBoxLayout(this);
        m_layout->setContentsMargins(18, 10, 18, 10);
        m_layout->setSpacing(2);
        addButtons();
        addFields();
        addPills();
        addChips();
        addMessages();
        addRows();
        addMenu();
        addDialog();
        m_layout->addStretch(1);
    }

private:
    QString say(const char *japanese, const char *english) const
    {
        return QString::fromUtf8(m_isJapanese ? japanese : english);
    }

    void title(const char *japanese, const char *english, QBoxLayout *layout)
    {
        auto *label = new QLabel(say(japanese, english), this);
        setTextRole(label, TextRole::Tiny, Tone::Hint);
        layout->addWidget(label);
    }

    QHBoxLayout *line(int gap = space::Message)
    {
        auto *layout = new QHBoxLayout;
        layout->setSpacing(gap);
        m_layout->addLayout(layout);
        return layout;
    }

    void addButtons()
    {
        title("ボタン", "Buttons", m_layout);
        QHBoxLayout *row = line();
        const QStyle::State focus = QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange;
        const auto add = [&](const QString &text, ButtonKind kind, QStyle::State on, QStyle::State off = {}) {
            row->addWidget(new StateButton(text, kind, on, off, this));
        };
        add(say("既定", "Default"), ButtonKind::Primary, {});
        add(say("ホバー", "Hover"), ButtonKind::Primary, QStyle::State_MouseOver);
        add(say("押下", "Pressed"), ButtonKind::Primary, QStyle::State_Sunken, QStyle::State_Raised);
        add(say("フォーカス", "Focus"), ButtonKind::Primary, focus);
        add(say("通常", "Normal"), ButtonKind::Standard, {});
        add(say("ホバー", "Hover"), ButtonKind::Standard, QStyle::State_MouseOver);
        add(say("フォーカス", "Focus"), ButtonKind::Standard, focus);
        add(say("却下…", "Reject…"), ButtonKind::Danger, {});
        add(say("無効", "Off"), ButtonKind::Standard, {}, QStyle::State_Enabled);
        row->addStretch(1);
    }

    void addFields()
    {
        title("入力欄", "Fields", m_layout);
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(space::Small);
        grid->setVerticalSpacing(2);
        m_layout->addLayout(grid);
        const char *names[][2] = {{"通常", "Normal"}, {"入力中", "Typing"}, {"エラー", "Error"}, {"無効", "Disabled"}};
        for (int column = 0; column < 4; ++column) {
            auto *label = new QLabel(say(names[column][0], names[column][1]), this);
            setTextRole(label, TextRole::Small);
            grid->addWidget(label, 0, column);
            auto *field = new QLineEdit(column == 2 ? QStringLiteral("㈱サンプル") : QStringLiteral("サンプル"), this);
            grid->addWidget(field, 1, column);
            grid->setColumnStretch(column, 1);
            if (column == 1)
                m_typed = field;
            if (column == 2)
                setFaulty(field, true);
            if (column == 3)
                field->setEnabled(false);
        }
        auto *message = new QHBoxLayout;
        message->setSpacing(space::Tight);
        auto *icon = new QLabel(this);
        showIcon(icon, QStringLiteral("outcome-error"), icon::Pill);
        message->addWidget(icon);
        auto *text = new QLabel(say("略記は使えません", "Not an abbreviation"), this);
        setTextRole(text, TextRole::Small, Tone::Danger);
        message->addWidget(text, 1);
        grid->addLayout(message, 2, 2);
    }

    void addPills()
    {
        title("状態", "States", m_layout);
        QHBoxLayout *row = line();
        const auto add = [&](Meaning meaning, const char *icon, const QString &word) {
            auto *pill = new Pill(QStringLiteral("pill"), this);
            pill->setState(meaning, QLatin1String(icon), word);
            row->addWidget(pill);
        };
        add(Meaning::Info, "clock", say("承認待ち", "Pending"));
        add(Meaning::Warning, "hold", say("保留", "On hold"));
        add(Meaning::Success, "approve", say("発行済み", "Issued"));
        add(Meaning::Danger, "reject", say("却下", "Rejected"));
        add(Meaning::Neutral, "cancel", say("取消", "Cancelled"));
        add(Meaning::Danger, "revoke", say("失効", "Revoked"));
        add(Meaning::Warning, "renewal", say("更新対象", "Due for renewal"));
        add(Meaning::Neutral, "clock", say("処理期限切れ", "Timed out"));
        row->addStretch(1);
    }

    void addChips()
    {
        title("絞り込み・選択・進み具合", "Filters, choices, progress", m_layout);
        QHBoxLayout *row = line();
        const auto add = [&](const QString &word, bool isOn, bool isEnabled) {
            auto *chip = new Chip(QStringLiteral("chip"), QString(), this);
            chip->setWord(word);
            chip->setChecked(isOn);
            chip->setEnabled(isEnabled);
            row->addWidget(chip);
        };
        add(say("通常", "Normal"), false, true);
        add(say("選択", "Chosen"), true, true);
        add(say("無効", "Off"), false, false);
        for (const bool isOn : {false, true}) {
            auto *box = new QCheckBox(this);
            box->setChecked(isOn);
            row->addWidget(box);
        }
        for (const bool isOn : {false, true}) {
            auto *button = new QRadioButton(this);
            button->setAutoExclusive(false);
            button->setChecked(isOn);
            row->addWidget(button);
        }
        auto *progress = new QProgressBar(this);
        progress->setRange(0, 100);
        progress->setValue(62);
        progress->setTextVisible(false);
        row->addWidget(progress, 1);
    }

    void addMessages()
    {
        title("バナー（続いている状態）とトースト（終わったこと）", "Banner (what lasts) and toast (what is done)",
              m_layout);
        auto *banner = new BannerBar(this);
        banner->showMessage(BannerBar::Kind::Warning,
                            say("サイトに接続できません。最後に受信した内容を表示しています。",
                                "The site cannot be reached. This is what was received last."),
                            say("再接続", "Reconnect"));
        m_layout->addWidget(banner);
        m_layout->addSpacing(space::Tight);
        m_layout->addWidget(
            new ToastView({Toast::Kind::Done, say("承認しました：www.example.jp", "Approved: www.example.jp"),
                           say("元に戻す", "Undo")},
                          this));
    }

    void addRows()
    {
        QHBoxLayout *both = line(space::Large);
        auto *left = new QVBoxLayout;
        auto *right = new QVBoxLayout;
        both->addLayout(left, 1);
        both->addLayout(right, 1);
        left->setSpacing(2);
        right->setSpacing(space::Message);
        title("一覧の行", "Rows", left);
        const QStyle::State chosen = QStyle::State_Selected | QStyle::State_Active;
        left->addWidget(new RowSheet(
            {{say("通常", "Normal"), "outcome-ok", QStyle::State_Active},
             {say("ホバー", "Hover"), "outcome-ok", QStyle::State_Active | QStyle::State_MouseOver},
             {say("選択", "Selected"), "outcome-warning", chosen, true},
             {say("選択・現在行", "Selected, current"), "outcome-warning", chosen | QStyle::State_HasFocus, true},
             {say("選択（ウィンドウ非アクティブ）", "Selected, window inactive"), "outcome-error",
              QStyle::State_Selected},
             {say("送信待ち", "Waiting to be sent"), "send", QStyle::State_Active}},
            this));
        left->addStretch(1);
        title("判定", "Verdicts", right);
        const auto verdict = [&](Meaning meaning, const QString &title, const QString &detail) {
            auto *card = new VerdictCard(QStringLiteral("verdict"), this);
            card->showVerdict(meaning, title, detail);
            right->addWidget(card);
        };
        verdict(Meaning::Success, say("承認できます", "Ready to approve"), {});
        verdict(Meaning::Warning, say("警告1件：理由を書くと承認できます", "1 warning: give a reason to approve"), {});
        verdict(Meaning::Danger, say("承認できません：直す項目が1件あります", "Cannot be approved: 1 error to fix"),
                {});
        verdict(Meaning::Info, say("確認しています…", "Checking…"), {});
        right->addStretch(1);
    }

    void addMenu()
    {
        QHBoxLayout *both = line(space::Large);
        auto *left = new QVBoxLayout;
        auto *right = new QVBoxLayout;
        both->addLayout(left, 1);
        both->addLayout(right, 1);
        title("メニュー", "Menu", left);
        auto *menu = new QMenu(this);
        menu->setWindowFlags(Qt::Widget); // lies on the sheet
        menu->setFixedWidth(270);
        const auto add = [&](const char *icon, const QString &text, const char *key) {
            QAction *action = menu->addAction(PaletteIcon::icon(QLatin1String(icon)), text);
            action->setShortcut(QKeySequence(QLatin1String(key)));
            return action;
        };
        add("approve", say("承認…", "Approve…"), "A");
        QAction *current = add("hold", say("保留…", "Hold…"), "H");
        add("release", say("担当を外す", "Release claim"), "U")->setEnabled(false);
        menu->addSeparator();
        add("cancel", say("申請を取消…", "Cancel request…"), "X");
        menu->setActiveAction(current);
        left->addWidget(menu);
        left->addStretch(1);
        title("空の状態", "Empty", right);
        auto *card = new QWidget(this);
        setGround(card, Ground::Surface);
        auto *inside = new QVBoxLayout(card);
        inside->setContentsMargins(0, 0, 0, 0);
        auto *empty = new EmptyState(QStringLiteral("empty"), true, card);
        empty->layout()->setContentsMargins(space::Large, space::Small, space::Large, space::Small);
        empty->setPicture(QStringLiteral("outcome-ok"), Meaning::Success);
        empty->setTexts(say("承認待ちの申請はありません", "No pending requests"),
                        say("新しい申請が届くと、ここに表示されます", "New requests appear here when they arrive."),
                        say("発行済みを表示", "Show issued certificates"));
        inside->addWidget(empty);
        right->addWidget(card);
    }

    void addDialog()
    {
        title("ダイアログ（右端が実行）", "Dialog (the far right does it)", m_layout);
        auto *dialog = new Card(this);
        auto *layout = new QVBoxLayout(dialog);
        layout->setContentsMargins(16, 10, 16, 10);
        layout->setSpacing(space::Message);
        auto *question = new QLabel(say("www.example.jp を却下しますか？", "Reject www.example.jp?"), dialog);
        setTextRole(question, TextRole::Group);
        layout->addWidget(question);
        auto *text = new QLabel(say("申請者にはメールで理由が届きます。却下は元に戻せません（送信前の10秒を除く）。",
                                    "The applicant gets the reason by mail. After the 10 seconds it cannot be undone."),
                                dialog);
        setTextRole(text, TextRole::Small, Tone::Secondary);
        layout->addWidget(text);
        layout->addWidget(new QLineEdit(say("鍵を作り直してください。", "Please make a new key."), dialog));
        auto *buttons = new QHBoxLayout;
        auto *templates = new QPushButton(say("定型文から選ぶ", "Choose a reason"), dialog);
        setButtonKind(templates, ButtonKind::Link);
        buttons->addWidget(templates);
        buttons->addStretch(1);
        buttons->addWidget(new QPushButton(say("キャンセル", "Cancel"), dialog));
        auto *reject = new QPushButton(PaletteIcon::icon(QStringLiteral("reject")), say("却下する", "Reject"), dialog);
        setButtonKind(reject, ButtonKind::DangerTinted);
        buttons->addWidget(reject);
        layout->addLayout(buttons);
        m_layout->addWidget(dialog);
    }

public:
    QLineEdit *m_typed = nullptr;

private:
    const bool m_isJapanese;
    QVBoxLayout *m_layout;
};

} // namespace

QImage componentSheet(Language language)
{
    Sheet sheet(language);
    sheet.show();
    sheet.activateWindow();
    sheet.m_typed->setFocus();
    QApplication::processEvents();
    return sheet.grab().toImage();
}

} // namespace tegata
