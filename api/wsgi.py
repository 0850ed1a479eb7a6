"""What Gunicorn serves: `gunicorn --config config/gunicorn.conf.py wsgi:app`."""

from app import create_app

app = create_app()

if __name__ == "__main__":
    from app.config import load_settings

    settings = load_settings()
    app.run(settings.host, settings.api_port, debug=False, threaded=True)
