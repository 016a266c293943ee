"""Environments are data, settings remember where they came from, production must be spelled."""

from __future__ import annotations

import pytest

from chorus_sdk._secrets import Secret
from chorus_sdk.config import Environment, Settings
from chorus_sdk.errors import ConfigurationError


def test_the_real_hosts_are_those_of_the_reference():
    production, qualification = Environment.PRODUCTION, Environment.QUALIFICATION
    assert production.token_url == "https://oauth.piste.gouv.fr/api/oauth/token"
    assert production.api_url == "https://api.piste.gouv.fr"
    assert qualification.token_url == "https://sandbox-oauth.piste.gouv.fr/api/oauth/token"
    assert qualification.api_url == "https://sandbox-api.piste.gouv.fr"


def test_there_is_no_default_environment():
    with pytest.raises(ConfigurationError) as caught:
        Settings.load(environ={}).environment()
    assert caught.value.setting == "environment"
    with pytest.raises(ConfigurationError):
        Environment.named("prod")


def test_an_argument_goes_before_the_environment_and_that_before_the_file(tmp_path):
    path = tmp_path / "chorus.toml"
    path.write_text('client_id = "file"\ntechnical_login = "file"\ntimeout = 20\n')
    settings = Settings.load(
        {"environment": "production"},
        environ={"CHORUS_CLIENT_ID": "variable", "CHORUS_ENVIRONMENT": "qualification"},
        path=path,
    )
    assert settings.environment() is Environment.PRODUCTION
    assert settings.text("client_id") == "variable"
    assert settings.text("technical_login") == "file"
    assert settings.sources["environment"] == "argument"
    assert settings.sources["client_id"] == "CHORUS_CLIENT_ID"
    assert settings.sources["technical_login"] == "chorus.toml"


def test_secrets_are_masked_wherever_they_come_from(tmp_path):
    path = tmp_path / "chorus.toml"
    path.write_text('client_secret = "canary-1"\n')
    settings = Settings.load(environ={"CHORUS_TECHNICAL_PASSWORD": "canary-2"}, path=path)
    shown = repr(settings) + settings.explain()
    assert "canary" not in shown
    assert settings.secret("client_secret") == Secret("canary-1")
    with pytest.raises(TypeError):
        settings.text("client_secret")


def test_a_missing_setting_is_named_with_the_places_to_put_it():
    with pytest.raises(ConfigurationError) as caught:
        Settings.load(environ={}).secret("client_secret")
    assert caught.value.setting == "client_secret"
    assert "CHORUS_CLIENT_SECRET" in (caught.value.hint or "")


def test_a_misspelt_or_broken_file_is_refused(tmp_path):
    path = tmp_path / "chorus.toml"
    path.write_text('client_idd = "x"\n')
    with pytest.raises(ConfigurationError) as caught:
        Settings.load(environ={}, path=path)
    assert caught.value.setting == "client_idd"
    path.write_text("not toml")
    with pytest.raises(ConfigurationError):
        Settings.load(environ={}, path=path)
    with pytest.raises(ConfigurationError):
        Settings.load(environ={}, path=tmp_path / "absent.toml")


def test_a_base_url_makes_an_environment_of_its_own():
    settings = Settings.load({"base_url": "http://127.0.0.1:8420/"}, environ={})
    environment = settings.environment()
    assert environment.api_url == "http://127.0.0.1:8420"
    assert environment.token_url == "http://127.0.0.1:8420/api/oauth/token"


@pytest.mark.parametrize("wrong", ["0", "-3", "soon", "inf", "nan", ""])
def test_a_number_is_positive(wrong):
    assert Settings.load({"timeout": "12.5"}, environ={}).number("timeout", 60) == 12.5
    assert Settings.load(environ={}).number("timeout", 60) == 60
    with pytest.raises(ConfigurationError) as caught:
        Settings.load({"timeout": wrong}, environ={}).number("timeout", 60)
    assert caught.value.setting == "timeout"


def test_a_file_is_named_by_text_too_and_never_taken_for_settings(tmp_path):
    file = tmp_path / "supplier.toml"
    file.write_text('client_id = "app"')
    loaded = Settings.load(path=str(file), environ={})
    assert (loaded.text("client_id"), loaded.sources["client_id"]) == ("app", "supplier.toml")
    for name in (str(file), file):
        with pytest.raises(TypeError):
            Settings.load(name, environ={})
