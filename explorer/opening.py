"""Where the dialog that opens a table meets the session."""

from functools import partial

from PyQt6.QtCore import QObject

from explorer.session import Session
from explorer.table_dialog import TableDialog
from models.tables import Table


def open_table(session: Session, dialog: TableDialog) -> None:
    """Show `dialog`, and let `session` do what it asks for until it is closed.

    What is learnt goes on meanwhile: only a table that is read whole takes its place.
    """
    tables, file = session.tables, dialog.file
    links = (
        tables.previewed.connect(dialog.show_preview),
        tables.progressed.connect(dialog.show_reading),
        tables.read.connect(partial(_take, session, dialog)),
        tables.refused.connect(dialog.show_refusal),
    )
    dialog.reformatted.connect(lambda form: tables.look(file, form))
    dialog.chosen.connect(tables.choose)
    dialog.stopped.connect(tables.stop)

    def part() -> None:
        for link in links:
            QObject.disconnect(link)
        tables.stop()

    dialog.finished.connect(part)
    dialog.open()
    tables.look(file, dialog.format)


def _take(session: Session, dialog: TableDialog, table: Table) -> None:
    refusal = session.told.connect(dialog.show_refusal)
    is_learnt = session.learn(table)
    QObject.disconnect(refusal)
    if is_learnt:
        dialog.accept()
