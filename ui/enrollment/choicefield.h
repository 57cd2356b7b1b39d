// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/enrollment/fieldaccess.h"
#include "ui/enrollment/fieldwidget.h"

class QComboBox;

namespace tegata {

// One of some choices. The first one is "not chosen" (0). With search the person can also type: any part of a choice's
// text finds it, the beginning of a word first ("to" → 東京都 TOKYO before 京都府 KYOTO).
class ChoiceField : public FieldWidget
{
    Q_OBJECT

public:
    enum class Search
    {
        No,
        Yes
    };

    // values: without 0; text gives the words of one in the interface's language.
    ChoiceField(EnrollmentForm &form, const LanguageController &language, FieldAccess<int> access, QList<int> values,
                std::function<QString(int)> text, Search search, QWidget *parent);
    ~ChoiceField() override;

protected:
    void readValue() override;
    void setEditable(bool editable) override;
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void choose(int index);
    void takeTyped();
    int found(const QString &typed) const;

    FieldAccess<int> m_access;
    QList<int> m_values;
    std::function<QString(int)> m_text;
    QComboBox *m_box;
};

// The access of a field that holds an enumerator.
template <typename Enum>
FieldAccess<int> asNumber(const FieldAccess<Enum> &access)
{
    return {access.path,
            [read = access.read](const EnrollmentApplication &form) { return static_cast<int>(read(form)); },
            [write = access.write](EnrollmentApplication &form, const int &value) {
                write(form, static_cast<Enum>(value));
            }};
}

} // namespace tegata
