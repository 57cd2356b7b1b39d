// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/findingcatalogue.h"

#include <QtGlobal>

#include <array>

namespace tegata {

// The rows of the catalogue that legalname.h and passwordstrength.h make. Only for findingcatalogue.cpp.
inline constexpr std::array nameFindings = std::to_array<FindingKind>({
    {FindingCode::NameEmpty, QLatin1String("V4"), QLatin1String("name.empty"),
     QT_TRANSLATE_NOOP("Finding", "No name is given."), QT_TRANSLATE_NOOP("Finding", "Enter the name.")},
    {FindingCode::NameOnlyMarks, QLatin1String("V4"), QLatin1String("name.onlyMarks"),
     QT_TRANSLATE_NOOP("Finding", "The name holds only dots, hyphens or spaces."),
     QT_TRANSLATE_NOOP("Finding", "Enter the real name.")},
    {FindingCode::NameTooLong, QLatin1String("S21"), QLatin1String("name.tooLong"),
     QT_TRANSLATE_NOOP("Finding", "The name has %{length} characters; the form takes at most %{limit}."),
     QT_TRANSLATE_NOOP("Finding", "Do not shorten it: choose to consult the service desk about the name's length "
                                  "and say why; the application can be saved and sent like that.")},
    {FindingCode::NameTooLongConsultation, QLatin1String("S21"), QLatin1String("name.tooLongConsultation"),
     QT_TRANSLATE_NOOP("Finding", "The name has %{length} characters, more than the %{limit} of the form: it goes "
                                  "to the service desk for consultation."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do; the desk answers how the name is written in the certificate.")},
    {FindingCode::NameNotNfc, QLatin1String("V16"), QLatin1String("name.notNfc"),
     QT_TRANSLATE_NOOP("Finding", "The name is written with combining characters (not in Unicode NFC)."),
     QT_TRANSLATE_NOOP("Finding", "Nothing to do: it is stored in the composed form, which looks the same.")},
    {FindingCode::NameCharacterReplaced, QLatin1String("V16"), QLatin1String("name.characterReplaced"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is only kept for compatibility: in Unicode "
                                  "NFC it becomes %{expected}."),
     QT_TRANSLATE_NOOP("Finding", "Look whether %{expected} is right for the name; the other form cannot be kept in "
                                  "a certificate.")},
    {FindingCode::NameVariationSelector, QLatin1String("V16"), QLatin1String("name.variationSelector"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is followed by the variation selector "
                                  "%{selector}: together they count as 2 characters."),
     QT_TRANSLATE_NOOP("Finding", "Many systems do not show the difference: leave the selector out unless the "
                                  "registry needs it.")},
    {FindingCode::NameLineBreak, QLatin1String("V16"), QLatin1String("name.lineBreak"),
     QT_TRANSLATE_NOOP("Finding", "There is a line break or a tab at position %{position} (%{character})."),
     QT_TRANSLATE_NOOP("Finding", "Write the name in one line.")},
    {FindingCode::NameInvisibleCharacter, QLatin1String("V16"), QLatin1String("name.invisibleCharacter"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, does not show or turns the direction of "
                                  "text."),
     QT_TRANSLATE_NOOP("Finding", "Remove it; retyping the name does this too.")},
    {FindingCode::NamePrivateCharacter, QLatin1String("V16"), QLatin1String("name.privateCharacter"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is a private character (外字), which other "
                                  "computers cannot show."),
     QT_TRANSLATE_NOOP("Finding", "Write the name with standard characters; ask the service desk if there is none.")},
    {FindingCode::NameUnusualSpace, QLatin1String("V16"), QLatin1String("name.unusualSpace"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is an unusual kind of space."),
     QT_TRANSLATE_NOOP("Finding", "Write an ordinary space, %{expected}, or none.")},
    {FindingCode::NameSpaceEdge, QLatin1String("V15"), QLatin1String("name.spaceEdge"),
     QT_TRANSLATE_NOOP("Finding", "There is a space at the beginning or the end of the name (%{character} at "
                                  "position %{position})."),
     QT_TRANSLATE_NOOP("Finding", "Remove the space.")},
    {FindingCode::NameSpaceDouble, QLatin1String("V15"), QLatin1String("name.spaceDouble"),
     QT_TRANSLATE_NOOP("Finding", "There are several spaces in a row at position %{position}."),
     QT_TRANSLATE_NOOP("Finding", "Leave one space.")},
    {FindingCode::NameSpacePlacement, QLatin1String("V15"), QLatin1String("name.spacePlacement"),
     QT_TRANSLATE_NOOP("Finding", "There is a space (%{character}) at position %{position}; a registered name has "
                                  "spaces between words in romaji only."),
     QT_TRANSLATE_NOOP("Finding", "Remove the space, also beside the legal form.")},
    {FindingCode::NameAbbreviatedForm, QLatin1String("V15"), QLatin1String("name.abbreviatedForm"),
     QT_TRANSLATE_NOOP("Finding", "“%{value}” at position %{position} is an abbreviation and never part of a "
                                  "registered name."),
     QT_TRANSLATE_NOOP("Finding", "Write %{expected}.")},
    {FindingCode::NameHalfWidthKana, QLatin1String("V16"), QLatin1String("name.halfWidthKana"),
     QT_TRANSLATE_NOOP("Finding", "From character %{position}, %{character}, there is half-width katakana."),
     QT_TRANSLATE_NOOP("Finding", "Write %{expected}.")},
    {FindingCode::NameHalfWidthLetters, QLatin1String("V15"), QLatin1String("name.halfWidthLetters"),
     QT_TRANSLATE_NOOP("Finding", "Letters, digits or symbols are half width (%{character} at position "
                                  "%{position}); the registry writes them full width (%{expected})."),
     QT_TRANSLATE_NOOP("Finding", "Both are accepted. The certificate shows the width that is entered here, and a "
                                  "CSR must have the same.")},
    {FindingCode::NameFullWidthLetters, QLatin1String("V15"), QLatin1String("name.fullWidthLetters"),
     QT_TRANSLATE_NOOP("Finding", "Letters, digits or symbols are full width (%{character} at position "
                                  "%{position}), as the registry writes them; the half-width form is %{expected}."),
     QT_TRANSLATE_NOOP("Finding", "Both are accepted. The certificate shows the width that is entered here, and a "
                                  "CSR must have the same.")},
    {FindingCode::NameMixedWidth, QLatin1String("V15"), QLatin1String("name.mixedWidth"),
     QT_TRANSLATE_NOOP("Finding", "Half-width and full-width letters or digits are mixed (%{character} at position "
                                  "%{position} is half width)."),
     QT_TRANSLATE_NOOP("Finding", "Write all of them in one width; the registry writes full width.")},
    {FindingCode::NameLookAlikeDash, QLatin1String("V16"), QLatin1String("name.lookAlikeDash"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, only looks like the hyphen of registered "
                                  "names."),
     QT_TRANSLATE_NOOP("Finding", "Write %{expected}.")},
    {FindingCode::NameDashForLongVowel, QLatin1String("V16"), QLatin1String("name.dashForLongVowel"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, stands after kana, where the long vowel "
                                  "mark belongs."),
     QT_TRANSLATE_NOOP("Finding", "Write %{expected} if a long vowel is meant; the hyphen between words is ‐ "
                                  "(U+2010).")},
    {FindingCode::NameLongVowelMisplaced, QLatin1String("V16"), QLatin1String("name.longVowelMisplaced"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is the long vowel mark, but does not stand "
                                  "after kana."),
     QT_TRANSLATE_NOOP("Finding", "Write %{expected} if that is meant.")},
    {FindingCode::NameWave, QLatin1String("V16"), QLatin1String("name.wave"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is a wave, which a registered name cannot "
                                  "hold."),
     QT_TRANSLATE_NOOP("Finding", "Look up the registry: after kana it is mostly the long vowel mark; written here "
                                  "would be %{expected}.")},
    {FindingCode::NameLookAlikeSymbol, QLatin1String("V16"), QLatin1String("name.lookAlikeSymbol"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, only looks like %{expected}."),
     QT_TRANSLATE_NOOP("Finding", "Write %{expected}.")},
    {FindingCode::NameLookAlikeKana, QLatin1String("V16"), QLatin1String("name.lookAlikeKana"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, stands beside katakana and looks like "
                                  "%{expected}."),
     QT_TRANSLATE_NOOP("Finding", "Write %{expected} if the katakana is meant.")},
    {FindingCode::NameCompatibilityCharacter, QLatin1String("V16"), QLatin1String("name.compatibilityCharacter"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is a compatibility character, which a "
                                  "registered name cannot hold."),
     QT_TRANSLATE_NOOP("Finding", "Write %{expected}, or as the registry has it.")},
    {FindingCode::NameCharacter, QLatin1String("V15"), QLatin1String("name.character"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is none that a registered name can hold."),
     QT_TRANSLATE_NOOP("Finding", "A registered name holds Japanese characters, letters, digits and ＆ ’ ， ‐ ． ・ "
                                  "only: write it as the registry does.")},
    {FindingCode::NameSymbolEdge, QLatin1String("V15"), QLatin1String("name.symbolEdge"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is a symbol at the beginning or the end of "
                                  "the name."),
     QT_TRANSLATE_NOOP("Finding", "Symbols stand between words only; ． may end an abbreviation in romaji.")},
    {FindingCode::NameSymbolDouble, QLatin1String("V15"), QLatin1String("name.symbolDouble"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, follows another symbol."),
     QT_TRANSLATE_NOOP("Finding", "Leave one symbol between words.")},
    {FindingCode::NameVariantIdeograph, QLatin1String("V16"), QLatin1String("name.variantIdeograph"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is a variant ideograph that is not in JIS X "
                                  "0208; the usual form is %{expected}."),
     QT_TRANSLATE_NOOP("Finding", "Keep it if the registry writes it so, and say that as the reason; some systems "
                                  "cannot show it.")},
    {FindingCode::NameOutsideJis, QLatin1String("V16"), QLatin1String("name.outsideJis"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is not in JIS X 0208; some systems cannot "
                                  "show it."),
     QT_TRANSLATE_NOOP("Finding", "Keep it if the registry writes it so, and say that as the reason.")},
    {FindingCode::NameOnlyForm, QLatin1String("V14"), QLatin1String("name.onlyForm"),
     QT_TRANSLATE_NOOP("Finding", "Besides %{form} there is no name."),
     QT_TRANSLATE_NOOP("Finding", "Enter the whole name.")},
    {FindingCode::NameFormMissing, QLatin1String("V14"), QLatin1String("name.formMissing"),
     QT_TRANSLATE_NOOP("Finding", "The legal form is %{form}, but the name does not hold it."),
     QT_TRANSLATE_NOOP("Finding", "Enter the whole registered name, or choose the right legal form.")},
    {FindingCode::NameFormOther, QLatin1String("V14"), QLatin1String("name.formOther"),
     QT_TRANSLATE_NOOP("Finding", "The legal form is %{form}, but the name holds %{found}."),
     QT_TRANSLATE_NOOP("Finding", "Correct the name, or choose the legal form that stands in it.")},
    {FindingCode::NameFormTwice, QLatin1String("V14"), QLatin1String("name.formTwice"),
     QT_TRANSLATE_NOOP("Finding", "%{form} stands in the name more than once."),
     QT_TRANSLATE_NOOP("Finding", "Write it once, as the registry does.")},
    {FindingCode::NameFormInside, QLatin1String("V14"), QLatin1String("name.formInside"),
     QT_TRANSLATE_NOOP("Finding", "%{form} stands in the middle of the name."),
     QT_TRANSLATE_NOOP("Finding", "Enter the corporation's name only, without a branch or department; the legal "
                                  "form stands at its beginning or its end.")},
    {FindingCode::NameFormStandsBefore, QLatin1String("V14"), QLatin1String("name.formStandsBefore"),
     QT_TRANSLATE_NOOP("Finding", "%{form} stands before the name, but another position is chosen."),
     QT_TRANSLATE_NOOP("Finding", "Choose “before the name” as the position, or correct the name.")},
    {FindingCode::NameFormStandsAfter, QLatin1String("V14"), QLatin1String("name.formStandsAfter"),
     QT_TRANSLATE_NOOP("Finding", "%{form} stands after the name, but another position is chosen."),
     QT_TRANSLATE_NOOP("Finding", "Choose “after the name” as the position, or correct the name.")},
    {FindingCode::NameSchoolCorporation, QLatin1String("S18"), QLatin1String("name.schoolCorporation"),
     QT_TRANSLATE_NOOP("Finding", "The name ends with %{found}: of a private school, the corporation that runs it "
                                  "is the applicant."),
     QT_TRANSLATE_NOOP("Finding", "Enter the school corporation's registered name, unless it is this one.")},
    {FindingCode::NameJapanese, QLatin1String("V17"), QLatin1String("name.japanese"),
     QT_TRANSLATE_NOOP("Finding", "There are Japanese characters, the first at position %{position}."),
     QT_TRANSLATE_NOOP("Finding", "Write the name in half-width letters: in English or in romaji.")},
    {FindingCode::NameNotHalfWidth, QLatin1String("V17"), QLatin1String("name.notHalfWidth"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is full width."),
     QT_TRANSLATE_NOOP("Finding", "Write all of the name in half width.")},
    {FindingCode::NameEnglishCharacter, QLatin1String("V17"), QLatin1String("name.englishCharacter"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is not allowed in an English name."),
     QT_TRANSLATE_NOOP("Finding", "Use half-width letters, digits and symbols other than \" # ; and +.")},
    {FindingCode::NameEnglishCommaSpace, QLatin1String("V17"), QLatin1String("name.englishCommaSpace"),
     QT_TRANSLATE_NOOP("Finding", "There is no space after a comma."),
     QT_TRANSLATE_NOOP("Finding", "Write “Co., Ltd.” with a space, if the official name has it.")},
    {FindingCode::NameOperatorTooLong, QLatin1String("S39"), QLatin1String("name.operatorTooLong"),
     QT_TRANSLATE_NOOP("Finding", "The common name has %{length} characters; at most %{limit} are allowed."),
     QT_TRANSLATE_NOOP("Finding", "Shorten the surname as the operator writes it elsewhere, for example in the "
                                  "passport.")},
    {FindingCode::NameOperatorCharacter, QLatin1String("S39"), QLatin1String("name.operatorCharacter"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is not allowed in a common name."),
     QT_TRANSLATE_NOOP("Finding", "Write capital letters and one dot: T.YAMADA.")},
    {FindingCode::NameOperatorLowerCase, QLatin1String("S39"), QLatin1String("name.operatorLowerCase"),
     QT_TRANSLATE_NOOP("Finding", "Character %{position}, %{character}, is a small letter."),
     QT_TRANSLATE_NOOP("Finding", "Write capital letters only.")},
    {FindingCode::NameOperatorPattern, QLatin1String("S39"), QLatin1String("name.operatorPattern"),
     QT_TRANSLATE_NOOP("Finding", "The common name is not written as the initial of the given name, a dot and the "
                                  "surname."),
     QT_TRANSLATE_NOOP("Finding", "Write it like T.YAMADA for 山田 太郎.")},
    {FindingCode::PasswordTooShort, QLatin1String("S11"), QLatin1String("password.tooShort"),
     QT_TRANSLATE_NOOP("Finding", "The password has %{length} characters; at least %{limit} are needed."),
     QT_TRANSLATE_NOOP("Finding", "Use a longer password: several unrelated words are easy to remember.")},
    {FindingCode::PasswordShort, QLatin1String("S11"), QLatin1String("password.short"),
     QT_TRANSLATE_NOOP("Finding", "The password has %{length} characters; %{limit} or more are recommended."),
     QT_TRANSLATE_NOOP("Finding", "Add some characters or a further word.")},
    {FindingCode::PasswordTooLong, QLatin1String("S11"), QLatin1String("password.tooLong"),
     QT_TRANSLATE_NOOP("Finding", "The password has %{length} characters; at most %{limit} are taken."),
     QT_TRANSLATE_NOOP("Finding", "Use a shorter password.")},
    {FindingCode::PasswordCharacter, QLatin1String("S11"), QLatin1String("password.character"),
     QT_TRANSLATE_NOOP("Finding", "The password holds a character that cannot be typed, such as a line break or a "
                                  "tab."),
     QT_TRANSLATE_NOOP("Finding", "Type the password by hand.")},
    {FindingCode::PasswordNotAscii, QLatin1String("S11"), QLatin1String("password.notAscii"),
     QT_TRANSLATE_NOOP("Finding", "The password holds characters other than half-width letters, digits and symbols."),
     QT_TRANSLATE_NOOP("Finding", "Not every keyboard can type them: use half-width letters, digits and symbols.")},
    {FindingCode::PasswordSpaceEdge, QLatin1String("S11"), QLatin1String("password.spaceEdge"),
     QT_TRANSLATE_NOOP("Finding", "The password begins or ends with a space."),
     QT_TRANSLATE_NOOP("Finding", "Remove the space if it came with copying.")},
    {FindingCode::PasswordPersonal, QLatin1String("S11"), QLatin1String("password.personal"),
     QT_TRANSLATE_NOOP("Finding", "The password is made of the login ID, an E-mail address or a name in this form."),
     QT_TRANSLATE_NOOP("Finding", "Use words that have nothing to do with you.")},
    {FindingCode::PasswordGuessable, QLatin1String("S11"), QLatin1String("password.guessable"),
     QT_TRANSLATE_NOOP("Finding", "The password is easy to guess."),
     QT_TRANSLATE_NOOP("Finding", "Use a longer one without common words, names, dates or sequences.")},
    {FindingCode::PasswordWeak, QLatin1String("S11"), QLatin1String("password.weak"),
     QT_TRANSLATE_NOOP("Finding", "The password could be stronger."),
     QT_TRANSLATE_NOOP("Finding", "Add a further word or some characters.")},
    {FindingCode::PasswordCommonWord, QLatin1String("S11"), QLatin1String("password.commonWord"),
     QT_TRANSLATE_NOOP("Finding", "Much of the password is a common word, name or password."),
     QT_TRANSLATE_NOOP("Finding", "Add words that do not belong together.")},
    {FindingCode::PasswordRepeats, QLatin1String("S11"), QLatin1String("password.repeats"),
     QT_TRANSLATE_NOOP("Finding", "The password repeats the same characters."),
     QT_TRANSLATE_NOOP("Finding", "Replace the repetition.")},
    {FindingCode::PasswordSequence, QLatin1String("S11"), QLatin1String("password.sequence"),
     QT_TRANSLATE_NOOP("Finding", "The password holds a sequence such as abcd or 1234."),
     QT_TRANSLATE_NOOP("Finding", "Replace the sequence.")},
    {FindingCode::PasswordKeyboard, QLatin1String("S11"), QLatin1String("password.keyboard"),
     QT_TRANSLATE_NOOP("Finding", "The password holds neighbouring keys, such as qwerty."),
     QT_TRANSLATE_NOOP("Finding", "Replace this part.")},
    {FindingCode::PasswordDate, QLatin1String("S11"), QLatin1String("password.date"),
     QT_TRANSLATE_NOOP("Finding", "The password holds a date or a year."),
     QT_TRANSLATE_NOOP("Finding", "Replace this part.")},
});

} // namespace tegata
