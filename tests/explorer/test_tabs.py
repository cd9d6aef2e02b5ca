"""Two tabs in one window: what is in front is played, the other rests."""

import pytest
from PyQt6.QtCore import Qt

from explorer.latent.tab import LatentTab
from models.latent_options import revise
from models.latent_specs import AutoencoderSpec
from tests.explorer.test_latent_tab import QUICK as QUICK_LATENT
from tests.explorer.test_window import QUICK, Screen

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(qtbot, qapp):
    screen = Screen(qtbot, qapp, QUICK)
    screen.window.latent_spec = QUICK_LATENT
    yield screen
    screen.window.close()


def front(screen):
    """Bring the autoencoder to the front, as a user does."""
    button = screen.window.tabs.buttons["autoencoder"]
    screen.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    screen.qtbot.waitUntil(lambda: screen.window.is_settled, timeout=20_000)


@pytest.mark.gl
def test_the_tab_is_made_when_it_is_looked_at_and_keys_act_on_it(screen):
    window = screen.window
    screen.settled()
    assert window.latent is None
    screen.key(Qt.Key.Key_Space)
    assert window.session.playback.is_playing
    front(screen)
    assert isinstance(window.latent, LatentTab)
    assert window.latent.isVisible()
    assert not window.columns.left.isVisible()
    assert not window.session.playback.is_playing
    at = window.session._walk.last.index
    screen.key(Qt.Key.Key_Period)
    screen.qtbot.waitUntil(lambda: window.latent.session.visit.index == 1)
    assert window.session._walk.last.index == at
    screen.qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert window.columns.left.isVisible()
    assert window.stage.isVisible()
    screen.key(Qt.Key.Key_Period)
    screen.settled()
    assert window.session._walk.last.index == at + 1
    assert window.latent.session.visit.index == 1


@pytest.mark.gl
def test_a_trained_model_is_saved_and_opened_again(screen, tmp_path):
    window, path = screen.window, tmp_path / "model.npz"
    screen.settled()
    front(screen)
    window.playback.advance(2)
    screen.qtbot.waitUntil(lambda: window.latent.session.visit.index == 2)
    window.files.save(str(path))
    assert "Saved as model.npz" in window.latent.told.text()
    theta = window.latent.session.visit.moment.checkpoint.theta
    window.latent.session.edit({"hourglass.layers": (9,)})
    screen.qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    window.files.open(str(path))
    assert window.tab == "autoencoder"
    screen.qtbot.waitUntil(lambda: window.is_settled, timeout=20_000)
    visit = window.latent.session.visit
    assert visit.index == 2
    assert (visit.moment.checkpoint.theta == theta).all()
    assert window.latent.session.spec == QUICK_LATENT
    window.playback.advance(1)
    screen.qtbot.waitUntil(lambda: window.latent.session.visit.index == 3)
    path.write_bytes(path.read_bytes()[:500])
    window.files.open(str(path))
    assert "model.npz" in window.latent.told.text()
    assert window.latent.session.visit.index == 3


@pytest.mark.gl
def test_a_spec_of_either_kind_opens_its_tab(screen, tmp_path):
    from models.spec_files import write_spec

    window, path = screen.window, tmp_path / "spec.json"
    screen.settled()
    wider = revise(AutoencoderSpec(), {"hourglass.layers": (7,)})
    write_spec(path, wider)
    window.files.open(str(path))
    assert window.tab == "autoencoder"
    assert window.latent.session.spec == wider
    write_spec(path, QUICK)
    window.files.open(str(path))
    assert window.tab == "landscape"
    assert window.session.spec == QUICK


@pytest.mark.gl
def test_what_was_trained_is_not_trained_again_when_its_file_is_opened(
    screen, tmp_path
):
    from models.spec_files import write_spec

    window, path = screen.window, tmp_path / "spec.json"
    screen.settled()
    front(screen)
    window.playback.skip()
    screen.qtbot.waitUntil(lambda: window.is_settled, timeout=20_000)
    theta = window.latent.session.visit.moment.checkpoint.theta
    write_spec(path, QUICK_LATENT)
    window.latent.session.edit({"hourglass.bottleneck": 3})
    screen.qtbot.waitUntil(lambda: window.is_settled, timeout=20_000)
    assert window.latent.session.visit.index == 0
    window.files.open(str(path))
    screen.qtbot.waitUntil(lambda: window.is_settled, timeout=20_000)
    assert window.latent.session.visit.index == 6
    assert (window.latent.session.visit.moment.checkpoint.theta == theta).all()
    window.playback.reset()
    screen.qtbot.waitUntil(lambda: window.is_settled, timeout=20_000)
    assert window.latent.session.visit.index == 0
