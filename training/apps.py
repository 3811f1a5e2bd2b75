from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "training"
    verbose_name = "Đào tạo, bồi dưỡng"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from registry import levers as panels
        from registry.acts import told as changes
        from registry.acts import undo
        from registry.acts.recording import track
        from registry.ahead import expected
        from registry.reference import load as reference
        from training import models
        from training.catalogue.load import load_catalogue
        from training.costs.undo_guard import keep_promises
        from training.enrolment.candidates import concerns_in_words
        from training.enrolment.card_panel import ENROL_CHOSEN, training_history
        from training.enrolment.open_work import work_lines
        from training.needs.expected import enrolled_toward

        track(
            models.TrainingClass,
            models.ClassSession,
            models.SeatAllotment,
            models.Enrolment,
            models.Result,
            models.Presence,
            models.YearlyBudget,
            models.PlanLine,
            models.Payment,
            models.SupportPayment,
            models.NeedConfirmation,
        )
        changes.NAMED += [models.TrainingProgramme, models.Institution, models.FundingSource]
        changes.NAMED.append(models.TrainingClass)
        changes.SPOKEN["overridden"] = concerns_in_words
        panels.CARD_PANELS.append(training_history)
        panels.LIST_ACTS.append(ENROL_CHOSEN)
        panels.WORK_SOURCES.append(work_lines)
        expected.FACT_SOURCES.append(enrolled_toward)
        reference.LOADERS.append(load_catalogue)
        undo.GUARDS.append(keep_promises)
