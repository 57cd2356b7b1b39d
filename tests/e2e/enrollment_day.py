# SPDX-License-Identifier: Apache-2.0
"""What a procedure contact does with the enrolment desk, by keyboard alone; each step waits for what the person would
see. Shared by the test (test_enrollment.py) and the tour (tour.py)."""

from desk import BUTTON, CHECK_BOX, COMBO_BOX, EDIT, LABEL, PASSWORD, SPIN, TABLE
from world import wait_until

PAGES = ["Fees", "Subscriber", "Contact and login", "Applicant corporation", "SureServer EV",
         "Responsible applicant", "Domains", "Operators", "Billing and notices", "Three-party contract",
         "Review and send"]
PLAN, SUBSCRIBER, CONTACT, APPLICANT, EV, RESPONSIBLE, DOMAINS, OPERATORS, BILLING, THREE_PARTY, REVIEW = range(11)
MOST_CHOICES = 12
MOST_STOPS = 90  # of the Tab key on one page


class Contact:
    """A procedure contact at the enrolment desk, in the language that the program speaks."""

    def __init__(self, desk, words):
        self.desk = desk
        self.words = words
        self.titles = [words("EnrollmentPage", title) for title in PAGES]

    def label(self, source):
        return self.words("EnrollmentField", source)

    def choice(self, context, source):
        return self.words(context, source)

    # --- the list
    def list(self, condition=lambda table: True, seconds=30.0):
        return self.desk.wait(TABLE, self.words("DraftList", "Drafts"), condition=condition, seconds=seconds)

    def new_draft(self, name):
        self.desk.keys("ctrl+n")
        self.name_draft(name)
        self.wait_page(0)

    def renew(self, login_id, password, name):
        """Signs in; the registered data become a draft."""
        word = lambda source: self.words("RenewalDialog", source)  # noqa: E731
        self.desk.keys("ctrl+shift+n")
        for field, role, text in (("Login ID", EDIT, login_id), ("Password", PASSWORD, password),
                                  ("Name of the draft", EDIT, name)):
            self.desk.wait_focus(role, word(field))
            self.desk.keys("ctrl+a")
            self.desk.type(text)
            self.desk.keys("Tab")
        self.desk.keys("Return")
        self.desk.wait_gone(EDIT, word("Login ID"))
        self.wait_form()

    def name_draft(self, name):
        self.desk.wait_focus(EDIT, self.words("DraftNameDialog", "Name of the draft"))
        self.desk.keys("ctrl+a")
        self.desk.type(name)
        self.desk.keys("Return")
        self.desk.wait_gone(EDIT, self.words("DraftNameDialog", "Name of the draft"))

    def give_passphrase(self, passphrase, twice=False):
        word = lambda source: self.words("PassphraseDialog", source)  # noqa: E731
        self.desk.wait_focus(PASSWORD, word("Passphrase"))
        self.desk.keys("ctrl+a")
        self.desk.type(passphrase)
        if twice:
            self.desk.keys("Tab")
            self.desk.wait_focus(PASSWORD, word("The passphrase again"))
            self.desk.keys("ctrl+a")
            self.desk.type(passphrase)
        self.desk.keys("Return")
        self.desk.wait_gone(PASSWORD, word("Passphrase"))

    def open_again(self, passphrase=None):
        """After a start: the newest draft, at the page where it was left."""
        if passphrase:
            self.give_passphrase(passphrase)
        self.open_first()

    def open_first(self):
        self.list(lambda table: table.row_count() > 0)
        self.desk.wait_focus(TABLE, self.words("DraftList", "Drafts"))
        self.desk.keys("ctrl+o")
        self.wait_form()

    def wait_form(self):
        return wait_until("the form", self.shown_page)

    def close_draft(self):
        self.desk.keys("ctrl+w")
        return self.list()

    # --- the pages
    def shown_page(self):
        """The title of the page that is shown."""
        form = self.desk.find_shown(None, self.words("EnrollmentWizard", "Application form"))
        if form is not None:
            for widget in form.children():
                if widget.role == LABEL and widget.is_shown and widget.name in self.titles:
                    return widget.name
        return None

    def wait_page(self, number):
        title = self.titles[number]
        wait_until(f"page “{title}”, not “{self.shown_page()}”", lambda: self.shown_page() == title)

    def next_page(self):
        before = self.shown_page()
        self.desk.keys("ctrl+Next")
        return wait_until("another page", lambda: (page := self.shown_page()) and page != before and page)

    def go_to(self, number):
        """From page to page, as one reads."""
        title = self.titles[number]
        order = self.titles
        while (shown := self.shown_page()) != title:
            self.desk.keys("ctrl+Next" if order.index(shown) < number else "ctrl+Prior")
            wait_until("another page", lambda before=shown: self.shown_page() not in (None, before))

    def fill(self, values):
        """Goes through the page with Tab and fills in what it comes to; values by the English words of the labels: a
        text, a choice's words, or whether a box is ticked. Every one must be met."""
        wanted = {self.label(source): value for source, value in values.items()}
        stops = []
        for _ in range(MOST_STOPS):
            widget = wait_until("something has the keys", self.desk.focused)
            label = widget.label
            stops.append(label)
            if label in wanted and widget.role in (EDIT, PASSWORD, COMBO_BOX, CHECK_BOX, SPIN):
                self.put(widget, wanted.pop(label))
                if not wanted:
                    return
            self.tab(widget.role, label)
        raise AssertionError(f"the Tab key does not come to {', '.join(wanted)}, only to {', '.join(stops)}")

    def tab(self, role, label):
        """The Tab key, from a widget to the next; buttons may have the same words."""
        def moved():
            widget = self.desk.focused()
            return widget is not None and (widget.role == BUTTON or (widget.role, widget.label) != (role, label))
        self.desk.keys("Tab")
        wait_until("the keys moved on", moved, 5)

    def put(self, widget, value):
        if widget.role == CHECK_BOX:
            if widget.is_checked != value:
                self.desk.keys("space")
                wait_until(f"the box “{widget.name}” is {value}", lambda: widget.is_checked == value)
        elif widget.role == COMBO_BOX:
            if widget.find(EDIT) is not None:
                self.desk.type(value)
                self.desk.keys("Return")
            else:
                self.step_to(widget, value)
            wait_until(f"“{value}” is chosen, not “{widget.name}”", lambda: value in widget.name)
        else:
            self.desk.keys("ctrl+a")
            self.desk.type(value)
            if widget.role == EDIT:
                wait_until(f"“{value}” in “{widget.name}”, not “{widget.text}”", lambda: widget.text == value)

    def step_to(self, box, value):
        """Through a short list of choices with the arrow key."""
        self.desk.keys("Home")
        for _ in range(MOST_CHOICES):
            before = box.name
            if value in before:
                return
            self.desk.keys("Down")
            wait_until("the next choice", lambda shown=before: box.name != shown, 5)
        raise AssertionError(f"no choice “{value}”")

    def tab_to(self, role, name):
        for _ in range(MOST_STOPS):
            widget = wait_until("something has the keys", self.desk.focused)
            if widget.role == role and widget.name == name:
                return widget
            self.tab(widget.role, widget.label)
        raise AssertionError(f"the Tab key does not come to “{name}”")

    def add_domains(self, names, ev=False):
        field = self.tab_to(EDIT, self.words("DomainListPanel", "Add a domain"))
        for name in names:
            self.desk.type(name)
            self.desk.keys("Return")
            wait_until("the domain is taken", lambda: field.text in ("", field.name))
        if ev:
            self.tab_to(TABLE, self.label("Domains applied for"))
            self.desk.keys("ctrl+a", "space")

    def wait_saved(self):
        self.desk.wait_text(self.words.piece("EnrollmentWizard", "Saved %1"))

    def give_reason_if_asked(self, reason):
        """Where there are warnings: why they do not hold it back."""
        if self.desk.find_shown(EDIT, self.label("Reason for sending despite the warnings")):
            self.fill({"Reason for sending despite the warnings": reason})
        send = self.words("SendPanel", "&Send…")
        self.desk.wait(BUTTON, send, condition=lambda button: button.is_enabled)

    # --- sending
    def send(self):
        """From the review page: Send, and the confirmation."""
        self.desk.keys("alt+s")
        self.confirm()

    def confirm(self):
        self.tab_to(BUTTON, self.words("SendPanel", "Send now"))
        self.desk.keys("space")

    def refresh(self):
        self.desk.press(self.words("SendPanel", "&Refresh the state"))

    def receipt(self, seconds=30.0):
        """The receipt number, once it stands on the screen."""
        before = self.words("DraftSubmission", "The application was received. Receipt number: %1").partition("%1")[0]

        def look():
            for widget in self.desk.application.walk_shown():
                if before in widget.text:
                    return widget.text.partition(before)[2][:10]
            return None
        return wait_until("a receipt number", look, seconds)

